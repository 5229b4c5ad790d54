import { z } from '@hono/zod-openapi';
import { BlockSettings, SettingValues } from './block-settings.ts';
import { BlockName } from './blocks.ts';
import { isLanguageTag } from './language-tag.ts';
import { FieldChange } from './sections-admin.ts';
import { line } from './sections/parts.ts';

const Title = line(120, 'What the block is called in lists.').openapi({ example: 'Summer offers' });
/** Longer sources are refused by the check, with a place and a reason. */
const Source = z
  .string()
  .max(200_000)
  .describe('A module with one function as its default export, in JavaScript or TypeScript.');
const Texts = z
  .record(z.string().max(35), z.record(z.string().min(1).max(100), z.string().max(1000)))
  .superRefine((texts, context) => {
    for (const language of Object.keys(texts))
      if (!isLanguageTag(language))
        context.addIssue({ code: 'custom', path: [language], message: 'is no language, such as de or pt-BR' });
  })
  .describe('The block’s own texts, by language and then by key; `t(key)` answers them.');
/** By what a version’s sides are named: a number, or the draft. */
const Side = z.union([z.literal('draft'), z.coerce.number().int().min(1).max(1e9)], {
  error: 'must be the number of a version, or draft',
});

/** Something the check found. Lines and columns are counted from 1, `from` and `to` from 0 in UTF-16 units. */
export const BlockProblem = z
  .object({
    code: z.string(),
    line: z.int(),
    column: z.int(),
    from: z.int(),
    to: z.int(),
    message: z.string(),
    why: z.string(),
  })
  .openapi('BlockProblem');
export type BlockProblem = z.infer<typeof BlockProblem>;

/** Why a version failed while it was drawn for visitors. */
export const BlockFailure = z
  .object({
    version: z.int(),
    /** As the sandbox states it: `out_of_fuel`, `threw`, … */
    reason: z.string(),
    message: z.string(),
    line: z.int().nullable(),
    column: z.int().nullable(),
    settings: SettingValues,
    locale: z.string(),
    times: z.int(),
    firstAt: z.string(),
    lastAt: z.string(),
  })
  .openapi('BlockFailure');
export type BlockFailure = z.infer<typeof BlockFailure>;

/** A block as its merchant has it. Times are UTC, ISO 8601. */
const fields = {
  id: z.string(),
  name: BlockName,
  title: z.string(),
  /** Goes up with each change, publication and switching by its merchant; `If-Match` names it. */
  version: z.int(),
  /** Number of the publication that visitors see; null where they see nothing. */
  liveVersion: z.int().nullable(),
  /** Whether the draft differs from what is live. */
  changed: z.boolean(),
  /** Since when it is not run any more, and why; what it drew last is still shown. */
  off: z.object({ since: z.string(), reason: z.enum(['failures', 'merchant']), notice: z.string() }).nullable(),
  /** Whether the live version failed when it was last run as it is without anybody's choices; visitors see what it drew before. */
  failing: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
};
export const BlockSummary = z.object(fields).openapi('BlockSummary');
export type BlockSummary = z.infer<typeof BlockSummary>;
export const BlockList = z.object({ blocks: z.array(BlockSummary) }).openapi('BlockList');
export type BlockList = z.infer<typeof BlockList>;

export const AdminBlock = z
  .object({
    ...fields,
    /** Of the draft. */
    source: z.string(),
    settings: BlockSettings,
    texts: Texts,
    /** What the check finds in the draft; one with problems can be kept and not published. */
    problems: z.array(BlockProblem),
    /** Latest first, at most 20. */
    failures: z.array(BlockFailure),
  })
  .openapi('AdminBlock');
export type AdminBlock = z.infer<typeof AdminBlock>;
export const AdminBlockAnswer = z.object({ block: AdminBlock }).openapi('AdminBlockAnswer');

/** `POST …/blocks`. */
export const NewBlock = z
  .strictObject({
    name: BlockName,
    title: Title.optional(),
    source: Source,
    settings: BlockSettings.default([]),
    texts: Texts.default({}),
  })
  .openapi('NewBlock');
export type NewBlock = z.infer<typeof NewBlock>;

/** `PATCH …/blocks/{name}`: what is left out stays. */
export const ChangeBlock = z
  .strictObject({
    title: Title.optional(),
    source: Source.optional(),
    settings: BlockSettings.optional(),
    texts: Texts.optional(),
    /** false: it is not run any more until it is true again, or published; what it drew last stays. */
    on: z.boolean().optional(),
  })
  .openapi('ChangeBlock');
export type ChangeBlock = z.infer<typeof ChangeBlock>;

export const PublishBlock = z.strictObject({ note: line(200, 'What is new.').optional() }).openapi('PublishBlock');
/** `POST …/blocks/{name}/roll-back`: publishes an earlier version again, as a new one, and makes it the draft. */
export const RollBackBlock = z
  .strictObject({ version: z.int().min(1), note: line(200, 'Why.').optional() })
  .openapi('RollBackBlock');
export type RollBackBlock = z.infer<typeof RollBackBlock>;

/** A publication. */
export const BlockVersion = z
  .object({
    version: z.int(),
    title: z.string(),
    source: z.string(),
    settings: BlockSettings,
    texts: Texts,
    actor: z.string(),
    note: z.string(),
    createdAt: z.string(),
  })
  .openapi('BlockVersion');
export type BlockVersion = z.infer<typeof BlockVersion>;
export const BlockVersionAnswer = z.object({ version: BlockVersion }).openapi('BlockVersionAnswer');
/** Latest first, without their sources; the newest hundred are kept. */
export const BlockVersionList = z
  .object({
    versions: z.array(BlockVersion.pick({ version: true, title: true, actor: true, note: true, createdAt: true })),
  })
  .openapi('BlockVersionList');
export type BlockVersionList = z.infer<typeof BlockVersionList>;

export const CompareBlocks = z.object({ from: Side, to: Side.default('draft') });
/** What differs between two versions: the sources line by line, the rest by name. */
export const BlockComparison = z
  .object({
    from: Side,
    to: Side,
    lines: z.array(
      z.object({
        kind: z.enum(['same', 'added', 'removed']),
        text: z.string(),
        /** Its line in `from` and in `to`, counted from 1. */
        fromLine: z.int().nullable(),
        toLine: z.int().nullable(),
      }),
    ),
    /** Whether there are more lines than are told. */
    cut: z.boolean(),
    changes: z.array(FieldChange),
  })
  .openapi('BlockComparison');
export type BlockComparison = z.infer<typeof BlockComparison>;

/** `POST …/blocks/preview`: draws a source that is kept nowhere, with the store’s own data. */
export const PreviewBlock = z
  .strictObject({
    source: Source,
    settings: BlockSettings.default([]),
    texts: Texts.default({}),
    values: SettingValues.default({}),
    locale: z.string().max(35).optional(),
    currency: z.string().max(3).optional(),
  })
  .openapi('PreviewBlock');
export type PreviewBlock = z.infer<typeof PreviewBlock>;

/** What came of a preview: the HTML, or why there is none. */
export const BlockPreview = z
  .object({
    problems: z.array(BlockProblem),
    html: z.string(),
    css: z.string(),
    /** Why it was stopped. */
    stop: z
      .object({ reason: z.string(), message: z.string(), line: z.int().nullable(), column: z.int().nullable() })
      .nullable(),
    /** What of its HTML is not shown, and why. */
    removed: z.array(z.object({ code: z.string(), message: z.string() })),
    console: z.array(z.object({ level: z.enum(['log', 'info', 'warn', 'error']), text: z.string() })),
    /** Units of fuel and bytes, of the last pass. */
    usage: z.object({ fuel: z.int(), memoryBytes: z.int() }),
    warnings: z.array(z.string()),
  })
  .openapi('BlockPreview');
export type BlockPreview = z.infer<typeof BlockPreview>;

/**
 * `POST …/blocks/input`: all that a block is given, for a preview that runs in the editor: first without `needs`, then again with
 * those that its run told of, until there are none.
 */
export const BlockInputWish = z
  .strictObject({
    settings: BlockSettings.default([]),
    texts: Texts.default({}),
    values: SettingValues.default({}),
    locale: z.string().max(35).optional(),
    currency: z.string().max(3).optional(),
    needs: z
      .array(
        z.object({
          key: z.string().max(2000),
          kind: z.enum(['products', 'collections', 'product', 'cart']),
          query: z.record(z.string().max(40), z.union([z.string().max(200), z.number()])),
        }),
      )
      .max(12)
      .default([]),
  })
  .openapi('BlockInputWish');
export type BlockInputWish = z.infer<typeof BlockInputWish>;
/** What `sandbox/run/port.ts` calls the input of a block; `data` holds the answers to the needs, by key. */
export const BlockInputAnswer = z
  .object({
    input: z.record(z.string(), z.unknown()),
    /** Addresses that pictures of the block may begin with. */
    pictures: z.array(z.string()),
    warnings: z.array(z.string()),
  })
  .openapi('BlockInputAnswer');
export type BlockInputAnswer = z.infer<typeof BlockInputAnswer>;
