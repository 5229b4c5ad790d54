import { isLanguageTag } from '../contract/language-tag.ts';
import type { ChangeSettings, SettingsAnswer } from '../contract/settings.ts';
import { StoreSettings } from '../repositories/settings.ts';
import type { SettingsRepository } from '../repositories/settings-write.ts';
import { ApiError, invalidRequest, type Issue } from './errors.ts';
import { sha256 } from './secrets.ts';

/** How often a change that was made on no version in particular is tried beside others. */
const TRIES = 5;
/** Most characters of settings. */
const MOST_TEXT = 256 * 1024;

/** What a merchant sets. */
export interface SettingsService {
  get(): Promise<SettingsAnswer>;
  /** Throws `settings_changed`, and `invalid_request` with the fields that are not right. */
  change(wish: ChangeSettings): Promise<SettingsAnswer>;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The wish over what there is: field by field in a part, lists and everything else as a whole. */
function merged(kept: Fields, wish: Fields): Record<string, unknown> {
  const result: Record<string, unknown> = { ...kept };
  for (const [name, value] of Object.entries(wish)) {
    const before = result[name];
    result[name] = isFields(value) && isFields(before) ? { ...before, ...value } : value;
  }
  return result;
}

/** Fields of a wish that no setting has: the schema leaves them out, so they would be lost without a word. */
function unknownFields(wish: unknown, parsed: unknown, path: string): Issue[] {
  if (Array.isArray(wish))
    return wish.flatMap((one, at) =>
      unknownFields(one, Array.isArray(parsed) ? parsed[at] : undefined, `${path}.${at}`),
    );
  if (!isFields(wish) || !isFields(parsed)) return [];
  return Object.entries(wish).flatMap(([name, value]) =>
    Object.hasOwn(parsed, name)
      ? unknownFields(value, parsed[name], `${path}.${name}`)
      : [{ path: `${path}.${name}`, message: 'There is no such setting.' }],
  );
}

const refused = (issues: readonly Issue[]): ApiError =>
  new ApiError('invalid_request', `The settings are not right: ${issues[0]?.path}: ${issues[0]?.message}`, {
    issues: issues.slice(0, 20),
  });

/** Settings that are right, or the fields that are not. */
function parse(kept: Fields, wish: Fields, currency: string): StoreSettings {
  const result = StoreSettings.safeParse(merged(kept, wish));
  if (!result.success)
    throw refused(result.error.issues.map(({ path, message }) => ({ path: ['settings', ...path].join('.'), message })));
  const unknown = unknownFields(wish, result.data, 'settings');
  if (unknown.length > 0) throw refused(unknown);
  // Only what is set now: what was kept before is read as it is.
  const languages = Array.isArray(wish['languages']) ? result.data.languages : [];
  const odd = languages.findIndex((tag) => !isLanguageTag(tag));
  if (odd >= 0) throw invalidRequest(`settings.languages.${odd}`, 'must be a language tag, such as de or pt-BR');
  const own = result.data.currencies.findIndex((one) => one.currency === currency);
  if (own >= 0) throw invalidRequest(`settings.currencies.${own}.currency`, 'This is the currency of the shop itself.');
  return result.data;
}

export function settingsService(repository: SettingsRepository): SettingsService {
  const versionOf = async (text: string) => (await sha256(text)).slice(0, 16);

  async function read() {
    const { text, currency } = await repository.read();
    const kept: unknown = JSON.parse(text);
    return { text, currency, kept: isFields(kept) ? kept : {} };
  }

  return {
    async get() {
      const { text, kept } = await read();
      return { version: await versionOf(text), settings: StoreSettings.parse(kept) };
    },

    async change({ version, settings: wish }) {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const { text, kept, currency } = await read();
        if (version !== undefined && version !== (await versionOf(text))) break;
        const settings = parse(kept, wish, currency);
        const after = JSON.stringify(merged(kept, wish));
        if (after.length > MOST_TEXT) throw invalidRequest('settings', 'With this they are more than 256 KB.');
        if (after === text || (await repository.replace(text, after)))
          return { version: await versionOf(after), settings };
      }
      throw new ApiError('settings_changed', 'Somebody else has changed the settings meanwhile. Read them again.');
    },
  };
}
