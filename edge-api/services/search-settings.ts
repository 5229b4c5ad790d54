import {
  type ChangeSearchSettings,
  SEARCH_SETTINGS_LIMITS,
  SearchSettings,
  type SearchSettingsAnswer,
  type SearchSettingsWarning,
  type SetSearchSettings,
} from '../contract/search-settings.ts';
import type { SearchSettingsRepository, StoredSearchSettings } from '../repositories/search-settings.ts';
import { ApiError } from './errors.ts';

/** How often a change that was made from no version in particular is tried beside others. */
const TRIES = 5;
const MOST_WARNINGS = 100;

/** How a merchant steers search. Throws `search_settings_changed` when the version a change was made from is no more. */
export interface SearchSettingsService {
  get(): Promise<SearchSettingsAnswer>;
  /** Sets all of it. */
  set(wish: SetSearchSettings): Promise<SearchSettingsAnswer>;
  /** Sets the parts that are given, each as a whole. */
  change(wish: ChangeSearchSettings): Promise<SearchSettingsAnswer>;
}

/** What the audit log says of a change. */
export const summaryOf = ({ version, synonyms, stopWords, rules, recommendations }: SearchSettingsAnswer) => ({
  version,
  synonyms: synonyms.length,
  stopWords: stopWords.length,
  rules: rules.length,
  recommendations: recommendations.length,
});

export function searchSettingsService(repository: SearchSettingsRepository, now: () => number): SearchSettingsService {
  const answer = async ({ version, updatedAt, settings }: StoredSearchSettings): Promise<SearchSettingsAnswer> => ({
    ...settings,
    version,
    updatedAt,
    warnings: await warningsOf(settings),
  });

  async function warningsOf(settings: SearchSettings): Promise<SearchSettingsWarning[]> {
    const named = handlesIn(settings);
    if (named.length === 0) return [];
    const unknown = await repository.unknownHandles(named.map(({ handle }) => handle));
    return named
      .filter(({ handle }) => unknown.has(handle))
      .slice(0, MOST_WARNINGS)
      .map(({ path, handle }) => ({ path, message: `No product has the handle "${handle}".` }));
  }

  async function write(
    version: number | undefined,
    make: (now: SearchSettings) => SearchSettings,
  ): Promise<SearchSettingsAnswer> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const stored = await repository.read();
      if (version !== undefined && version !== stored.version) break;
      const settings = make(stored.settings);
      const updatedAt = new Date(now()).toISOString();
      const written = await repository.write(settings, stored.version, updatedAt);
      if (written !== undefined) return answer({ version: written, updatedAt, settings });
    }
    throw new ApiError(
      'search_settings_changed',
      'Somebody else has changed the settings of search meanwhile. Read them again, and change what there is now.',
    );
  }

  return {
    get: async () => answer(await repository.read()),
    set: ({ version, ...wish }) => write(version, () => SearchSettings.parse(wish)),
    change: ({ version, ...wish }) =>
      write(version, (stored) => {
        const settings = SearchSettings.parse({ ...stored, ...wish });
        const message = `with this the settings are more than ${SEARCH_SETTINGS_LIMITS.bytes / 1024} KB`;
        if (new TextEncoder().encode(JSON.stringify(settings)).length > SEARCH_SETTINGS_LIMITS.bytes)
          throw new ApiError('invalid_request', `The request is not right: ${message}`, {
            issues: [{ path: '', message }],
          });
        return settings;
      }),
  };
}

/** Handles of products that settings name, and where. */
function handlesIn({ rules, recommendations }: SearchSettings): { path: string; handle: string }[] {
  const within = (path: string, handles: readonly string[]) =>
    handles.map((handle, index) => ({ path: `${path}.${index}`, handle }));
  return [
    ...rules.flatMap(({ pins, hides }, index) => [
      ...within(`rules.${index}.pins`, pins),
      ...within(`rules.${index}.hides`, hides),
    ]),
    ...recommendations.flatMap(({ product, picks }, index) => [
      { path: `recommendations.${index}.product`, handle: product },
      ...within(`recommendations.${index}.picks`, picks),
    ]),
  ];
}
