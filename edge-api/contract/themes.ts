import { z } from '@hono/zod-openapi';

/** Designs a theme may have; `edge-api/services/themes/templates.ts` says what they look like. */
export const TemplateId = z.enum([
  'plain',
  'magazine',
  'gallery',
  'workshop',
  'market',
  'catalogue',
  'apothecary',
  'sport',
]);

const Colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'A colour is written as #rrggbb.')
  .toLowerCase()
  .openapi({ example: '#c8102e' });

export const ThemeTemplate = z
  .object({
    id: TemplateId,
    name: z.string(),
    sentence: z.string().describe('What it looks like.'),
    suits: z.string().describe('Which shops it is good for.'),
  })
  .openapi('ThemeTemplate');
export const ThemeTemplateList = z.object({ templates: z.array(ThemeTemplate) }).openapi('ThemeTemplateList');

export const ThemeStatus = z.enum(['draft', 'live', 'former']);

const Colours = z
  .array(Colour)
  .max(2)
  .describe('One or two colours of the brand, the more important first; none for a shop in black and white.');
const Name = z.string().trim().min(1).max(80);
const Css = z
  .string()
  .max(200_000)
  .describe('CSS of the merchant’s own. What may not be served is taken out, and told in `removed`.');
const Properties = z
  .record(z.string().max(60), z.string().max(300).nullable())
  .describe('Custom properties that are to be otherwise than the design has them, by name; null takes one back.');

const look = {
  colours: Colours.default([]),
  template: TemplateId.default('plain'),
  properties: Properties.default({}),
  css: Css.default(''),
};

export const NewTheme = z
  .object({
    name: Name.default('Theme'),
    from: z.string().max(64).optional().describe('A theme to begin with; what else is given replaces what it has.'),
    colours: Colours.optional(),
    logo: z
      .string()
      .max(64)
      .optional()
      .describe(
        'A picture of the media library to take the colours of, or `shop` for the shop’s logo; `colours` go before it.',
      ),
    template: TemplateId.optional(),
    properties: Properties.optional(),
    css: Css.optional(),
  })
  .openapi('NewTheme');
export type NewTheme = z.infer<typeof NewTheme>;

export const ChangeTheme = z
  .object({
    name: Name.optional(),
    colours: Colours.optional(),
    template: TemplateId.optional(),
    properties: Properties.optional(),
    css: Css.optional(),
  })
  .openapi('ChangeTheme');
export type ChangeTheme = z.infer<typeof ChangeTheme>;

export const PreviewTheme = z.object(look).openapi('PreviewTheme');
export type PreviewTheme = z.infer<typeof PreviewTheme>;

export const RemovedCss = z
  .object({
    line: z.int(),
    column: z.int(),
    code: z.string().describe('Why it went: see `docs/themes.md`.'),
    message: z.string(),
  })
  .openapi('RemovedCss');

export const ContrastProblem = z
  .object({
    scheme: z.enum(['light', 'dark']),
    colour: z.string().describe('The property that is read.'),
    ground: z.string().describe('The property it stands on.'),
    ratio: z.number(),
    least: z.number(),
  })
  .openapi('ContrastProblem');
export type ContrastProblem = z.infer<typeof ContrastProblem>;

const made = {
  removed: z.array(RemovedCss).describe('What was taken out of its own CSS, at most 100 places.'),
  contrast: z
    .array(ContrastProblem)
    .describe('What is hard to read; empty unless properties were changed, for what a design makes is readable.'),
};

export const ThemeSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    status: ThemeStatus,
    colours: z.array(z.string()),
    template: z.string(),
    version: z.int().describe('Goes up with every change.'),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('ThemeSummary');
export type ThemeSummary = z.infer<typeof ThemeSummary>;

export const Theme = ThemeSummary.extend({
  properties: z.record(z.string(), z.string()).describe('What was changed.'),
  css: z.string().describe('Its own CSS, as the merchant wrote it.'),
  ...made,
}).openapi('Theme');
export type Theme = z.infer<typeof Theme>;

export const ThemeAnswer = z.object({ theme: Theme }).openapi('ThemeAnswer');
export const ThemeList = z.object({ themes: z.array(ThemeSummary) }).openapi('ThemeList');

export const ThemePreview = z
  .object({
    css: z.string().describe('The style sheet as it would be served.'),
    properties: z.record(z.string(), z.string()).describe('Every custom property it sets.'),
    ...made,
  })
  .openapi('ThemePreview');
export type ThemePreview = z.infer<typeof ThemePreview>;

export const ThemePreviewLink = z
  .object({ path: z.string().describe('Opened at the store’s own host, shows its pages in this theme for an hour.') })
  .openapi('ThemePreviewLink');
