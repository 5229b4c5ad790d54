import type { AdminBlock } from '../../edge-api/contract/blocks-admin.ts';
import { STORED, type SettingType } from './settings/schema.ts';

export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a merchant writes: a block’s title, source, form and texts. */
export interface Draft {
  readonly title: string;
  readonly source: string;
  /** The form as JSON text, as it is typed: between two keys it may be no JSON at all. */
  readonly settings: string;
  readonly texts: Texts;
}

/** A list of settings as text, one setting a line where it is short. */
export const settingsText = (settings: readonly object[]): string =>
  settings.length === 0 ? '[]' : `[\n${settings.map((setting) => `  ${oneLine(setting)}`).join(',\n')}\n]`;

/** What names a setting stands first, whatever order it came in. */
const inOrder = ({ type, id, label, ...others }: { type?: unknown; id?: unknown; label?: unknown }): object => ({
  type,
  id,
  label,
  ...others,
});

const MOST_IN_LINE = 92;
const oneLine = (given: object): string => {
  const setting = inOrder(given);
  const line = JSON.stringify(setting)
    .replace(/":/g, '": ')
    .replace(/,"/g, ', "')
    .replace(/^\{/, '{ ')
    .replace(/\}$/, ' }');
  return line.length <= MOST_IN_LINE ? line : JSON.stringify(setting, null, 2).replaceAll('\n', '\n  ');
};

export const draftOf = ({ title, source, settings, texts }: AdminBlock): Draft => ({
  title,
  source,
  settings: settingsText(settings),
  texts,
});

/** Values in one form, whatever the order of their names. */
const sorted = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, inner]) => [name, sorted(inner)]),
      );

/** A setting as the store keeps it: with what it fills in, and without blanks around words. */
function stored(setting: unknown): unknown {
  if (typeof setting !== 'object' || setting === null) return setting;
  const { type } = setting as { type?: SettingType };
  const filled = { ...(type && Object.hasOwn(STORED, type) ? STORED[type] : {}), ...setting };
  const trimmed = (name: string, value: unknown): unknown =>
    typeof value === 'string' && (name === 'label' || name === 'info') ? value.trim() : value;
  return JSON.parse(JSON.stringify(sorted(filled), trimmed));
}

/** JSON that means the same reads the same; text that is none stands for itself. */
function meaning(json: string): string {
  try {
    return JSON.stringify((JSON.parse(json.trim() || '[]') as unknown[]).map(stored));
  } catch {
    return json;
  }
}

/** Names of what differs between two drafts. */
export function differences(a: Draft, b: Draft): (keyof Draft)[] {
  const differs: Record<keyof Draft, boolean> = {
    title: a.title.trim() !== b.title.trim(),
    source: a.source !== b.source,
    settings: meaning(a.settings) !== meaning(b.settings),
    texts: JSON.stringify(sorted(a.texts)) !== JSON.stringify(sorted(b.texts)),
  };
  return (Object.keys(differs) as (keyof Draft)[]).filter((name) => differs[name]);
}
