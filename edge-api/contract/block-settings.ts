import { z } from '@hono/zod-openapi';

export const SettingId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'An id is small letters, digits and _, and begins with a letter.')
  .openapi({ example: 'heading' });
const Label = z.string().trim().min(1).max(80);
const Info = z.string().trim().max(300).optional().describe('A line below the field, for who fills it in.');
const field = { id: SettingId, label: Label, info: Info };
const Words = z.string().max(5000);
const Finite = z.number().min(-1e9).max(1e9);
const Option = z.strictObject({ value: z.string().max(80), label: Label });
export const Hex = z.string().regex(/^#[0-9a-f]{6}$/i, 'A colour is written as #rrggbb.');
export const Handle = z.string().max(200);

/** One thing that may be set where a block is shown; together they are a form, in their order. */
export const BlockSetting = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('header'), label: Label, info: Info }),
    z.strictObject({
      ...field,
      type: z.literal('text'),
      default: Words.default(''),
      maxLength: z.int().min(1).max(5000).optional(),
    }),
    z.strictObject({ ...field, type: z.literal('textarea'), default: Words.default('') }),
    z.strictObject({
      ...field,
      type: z.literal('number'),
      default: Finite.default(0),
      min: Finite.optional(),
      max: Finite.optional(),
    }),
    z.strictObject({
      ...field,
      type: z.literal('range'),
      min: Finite,
      max: Finite,
      step: z.number().positive().default(1),
      unit: z.string().max(12).optional(),
      default: Finite,
    }),
    z.strictObject({ ...field, type: z.literal('checkbox'), default: z.boolean().default(false) }),
    z.strictObject({
      ...field,
      type: z.literal('select'),
      options: z.array(Option).min(1).max(50),
      default: z.string().max(80).optional(),
    }),
    z.strictObject({
      ...field,
      type: z.literal('radio'),
      options: z.array(Option).min(1).max(20),
      default: z.string().max(80).optional(),
    }),
    z.strictObject({ ...field, type: z.literal('color'), default: Hex.default('#000000') }),
    z.strictObject({ ...field, type: z.literal('url'), default: z.string().max(2000).default('') }),
    z.strictObject({
      ...field,
      type: z.literal('image'),
      default: z.string().max(2000).default('').describe('Address of a picture of the store’s media.'),
    }),
    z.strictObject({
      ...field,
      type: z.literal('product'),
      default: Handle.default('').describe('Handle of a product.'),
    }),
    z.strictObject({
      ...field,
      type: z.literal('collection'),
      default: Handle.default('').describe('Handle of a collection.'),
    }),
    z.strictObject({ ...field, type: z.literal('date'), default: z.union([z.iso.date(), z.literal('')]).default('') }),
  ])
  .openapi('BlockSetting');
export type BlockSetting = z.infer<typeof BlockSetting>;

/** What may be set, at most 40 fields. */
export const BlockSettings = z
  .array(BlockSetting)
  .max(40)
  .superRefine((settings, context) => {
    const seen = new Set<string>();
    settings.forEach((setting, at) => {
      if (!('id' in setting)) return;
      if (seen.has(setting.id))
        context.addIssue({ code: 'custom', path: [at, 'id'], message: `There are two settings "${setting.id}".` });
      seen.add(setting.id);
    });
  });
export type BlockSettings = z.infer<typeof BlockSettings>;

/** Values by id of their setting. */
export const SettingValues = z.record(
  z.string().max(40),
  z.union([z.string().max(5000), z.number(), z.boolean(), z.null()]),
);
export type SettingValues = z.infer<typeof SettingValues>;
