import { monotonicFactory } from 'ulid';
import { isoTime } from '../../contract/iso-time.ts';
import type { ChangeTheme, NewTheme, PreviewTheme, Theme, ThemePreview, ThemeSummary } from '../../contract/themes.ts';
import type { KeptSource, ShownTheme, StoredTheme, ThemeMark, ThemeRepository } from '../../repositories/themes.ts';
import { ApiError, invalidRequest } from '../errors.ts';
import { randomToken, sha256 } from '../secrets.ts';
import { propertyProblem, withChanges } from './changed-properties.ts';
import type { Hex } from './colour.ts';
import { contrastProblems } from './contrast-report.ts';
import type { CssScope, MerchantCss } from './merchant-css.ts';
import type { LogoReader } from './shop-logo.ts';
import { findTemplate, TEMPLATES } from './templates.ts';
import { makeTheme } from './theme.ts';
import { designProperties, themeProperties, type ThemeProperties } from './theme-css.ts';

/** Ids ascend within a millisecond too: lists go by them. */
const nextId = monotonicFactory();

/** Themes of one store. */
const MOST_THEMES = 100;

/** What the root of a shop is called where CSS of the merchant's own is to count. */
export const SHOP_CLASS = 'vitrine-shop';

/** A theme as visitors get it. */
export interface ShownSheet {
  /** Names what is in it: another whenever that is. */
  readonly mark: string;
  /** The whole style sheet, for a page of the merchant's own. */
  readonly css: string;
  /** Custom properties alone, as a rule for the root of a page. */
  readonly tokens: string;
  /** What is served of the merchant's own CSS. */
  readonly own: string;
}

/** The themes of a store. Throws `theme_not_found`, `invalid_request` with the field, and `create` of a logo what `LogoReader` says. */
export interface ThemeService {
  templates(): typeof TEMPLATES;
  list(): Promise<{ themes: ThemeSummary[] }>;
  get(id: string): Promise<Theme>;
  create(wish: NewTheme): Promise<Theme>;
  /** Changes a draft; what is or was live stays as it is. */
  change(id: string, wish: ChangeTheme): Promise<Theme>;
  /** What would come of it; keeps nothing. */
  preview(wish: PreviewTheme): Promise<ThemePreview>;
  /** Makes a draft live, or a former theme again. */
  publish(id: string): Promise<Theme>;
  remove(id: string): Promise<void>;
  /** A new secret that shows the shop in this theme; the one before shows nothing any more. */
  previewSecret(id: string): Promise<string>;
  /** The live theme, or the one a preview's secret shows; null where there is none. */
  shown(secret?: string): Promise<ShownSheet | null>;
  /** Which one that is, and whether it has CSS of its own. */
  mark(
    secret?: string,
  ): Promise<{ readonly mark: string; readonly hasOwn: boolean; readonly isPreview: boolean } | null>;
}

const themeNotFound = () => new ApiError('theme_not_found', 'No theme of this shop has this id.');

const markOf = ({ id, version }: Pick<ThemeMark, 'id' | 'version'>): string => `${id.replace(/^thm_/, '')}.${version}`;

const rule = (properties: ThemeProperties): string =>
  `:root{${Object.entries(properties)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`;

/** Every property that follows from a source. */
function propertiesOf({ colours, template, properties }: KeptSource): ThemeProperties {
  const design = findTemplate(template) ?? TEMPLATES[0];
  const theme = makeTheme({ brand: colours as Hex[], template: design });
  return withChanges({ ...themeProperties(theme), ...designProperties(theme) }, properties);
}

const sheetOf = ({ id, version, css, safeCss }: ShownTheme): ShownSheet => ({
  mark: markOf({ id, version }),
  css: safeCss ? `${css}\n${safeCss}\n` : `${css}\n`,
  tokens: css,
  own: safeCss,
});

const summaryOf = ({ id, name, status, source, version, createdAt, updatedAt }: StoredTheme): ThemeSummary => ({
  id,
  name,
  status,
  colours: source.colours,
  template: source.template,
  version,
  createdAt: isoTime(createdAt),
  updatedAt: isoTime(updatedAt),
});

const themeOf = (theme: StoredTheme): Theme => ({
  ...summaryOf(theme),
  properties: theme.source.properties,
  css: theme.ownCss,
  removed: theme.removed,
  contrast: contrastProblems(propertiesOf(theme.source)),
});

/** Properties with changes to them: null takes one back. Throws for what is no property, or no value of it. */
function changedProperties(
  before: Readonly<Record<string, string>>,
  wish: Readonly<Record<string, string | null>> | undefined,
): Record<string, string> {
  const changed = { ...before };
  for (const [name, given] of Object.entries(wish ?? {})) {
    const value = given?.trim().replace(/\s+/g, ' ');
    const problem = value === undefined ? null : propertyProblem(name, value);
    if (problem) throw invalidRequest(`properties.${name}`, problem);
    if (value === undefined) delete changed[name];
    else changed[name] = value;
  }
  return changed;
}

/** A source with what is wished for in it. */
const changedSource = (
  before: KeptSource,
  { colours, template, properties }: Pick<ChangeTheme, 'colours' | 'template' | 'properties'>,
): KeptSource => ({
  colours: colours ?? before.colours,
  template: template ?? before.template,
  properties: changedProperties(before.properties, properties),
});

const EMPTY: KeptSource = { colours: [], template: 'plain', properties: {} };

/** What themes are made with besides where they are kept. */
export interface ThemeParts {
  readonly handle: string;
  readonly logos: LogoReader;
  readonly now: () => number;
}

export function themeService(themes: ThemeRepository, { handle, logos, now }: ThemeParts): ThemeService {
  const shop: CssScope = { scope: `.${SHOP_CLASS}`, prefix: 'shop-', paths: [`/media/${handle}/`] };

  /** The parser and its dictionary are large: they are read when the first CSS comes. */
  async function checked(css: string): Promise<MerchantCss> {
    if (css.trim() === '') return { css: '', removed: [] };
    const { merchantCss } = await import('./merchant-css.ts');
    return merchantCss(css, shop);
  }

  async function find(id: string): Promise<StoredTheme> {
    const found = await themes.find(id);
    if (!found) throw themeNotFound();
    return found;
  }

  async function cssOf(source: KeptSource, ownCss: string) {
    const { css: safeCss, removed } = await checked(ownCss);
    return { source, css: rule(propertiesOf(source)), ownCss, safeCss, removed: [...removed] };
  }

  const hashed = async (secret: string | undefined): Promise<string | null> => (secret ? sha256(secret) : null);

  return {
    templates: () => TEMPLATES,

    list: async () => ({ themes: (await themes.list(MOST_THEMES)).map(summaryOf) }),

    get: async (id) => themeOf(await find(id)),

    async create({ name, from, logo, ...wish }) {
      const before = from === undefined ? undefined : await themes.find(from);
      if (from !== undefined && !before) throw invalidRequest('from', 'No theme of this shop has this id.');
      if ((await themes.count()) >= MOST_THEMES)
        throw invalidRequest('name', `A shop has at most ${MOST_THEMES} themes: delete one.`);
      const colours = wish.colours ?? (logo === undefined ? undefined : await logos.brand(logo));
      const source = changedSource(before?.source ?? EMPTY, { ...wish, colours });
      const at = now();
      const made: StoredTheme = {
        id: `thm_${nextId(at)}`,
        name,
        status: 'draft',
        version: 1,
        createdAt: at,
        updatedAt: at,
        ...(await cssOf(source, wish.css ?? before?.ownCss ?? '')),
      };
      await themes.create(made);
      return themeOf(made);
    },

    async change(id, wish) {
      const before = await find(id);
      if (before.status !== 'draft')
        throw invalidRequest('themeId', 'Only a draft is changed: make one of this theme with "from".');
      const changed: StoredTheme = {
        ...before,
        name: wish.name ?? before.name,
        version: before.version + 1,
        updatedAt: now(),
        ...(await cssOf(changedSource(before.source, wish), wish.css ?? before.ownCss)),
      };
      if (!(await themes.change(changed)))
        throw invalidRequest('themeId', 'The theme was changed at the same time: read it again.');
      return themeOf(changed);
    },

    async preview({ css, ...wish }) {
      const source = changedSource(EMPTY, wish);
      const { css: tokens, safeCss, removed } = await cssOf(source, css);
      const properties = propertiesOf(source);
      const sheet = sheetOf({ id: 'preview', version: 1, css: tokens, safeCss });
      return { css: sheet.css, properties: { ...properties }, removed, contrast: contrastProblems(properties) };
    },

    async publish(id) {
      await find(id);
      await themes.publish(id, now());
      return themeOf(await find(id));
    },

    async remove(id) {
      if (!(await themes.remove(id))) throw themeNotFound();
    },

    async previewSecret(id) {
      await find(id);
      const secret = randomToken();
      await themes.setPreview(id, await sha256(secret));
      return secret;
    },

    async shown(secret) {
      const hash = await hashed(secret);
      const theme = (hash ? await themes.previewed(hash) : undefined) ?? (await themes.live());
      return theme ? sheetOf(theme) : null;
    },

    async mark(secret) {
      const hash = await hashed(secret);
      const previewed = hash ? await themes.previewedMark(hash) : undefined;
      const found = previewed ?? (await themes.liveMark());
      return found ? { mark: markOf(found), hasOwn: found.hasOwn, isPreview: previewed !== undefined } : null;
    },
  };
}
