import { z } from '@hono/zod-openapi';
import { SectionSettings } from './sections/parts.ts';

/** Most bytes of the metadata of a section, as JSON. */
export const MOST_METADATA = 16_384;
/** Most sections of a page. */
export const MOST_SECTIONS_OF_PAGE = 200;

/** A section's id: `sec_` and a ULID, or a name its sender has given it. */
export const SectionId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:~-]{0,63}$/, 'must be up to 64 letters, digits and . _ : ~ -')
  .openapi('SectionId', { example: 'sec_01JD8Z6YB3N6Q2T0V9W4R5X7KM' });

const Fields = z.record(z.string(), z.unknown());

/** How a section came to be, as its sender says: prompt, model, confidence, tokens, time. Merchants alone see it. */
export const SectionMetadata = Fields.refine((value) => JSON.stringify(value).length <= MOST_METADATA, {
  error: `must be at most ${MOST_METADATA} characters of JSON`,
}).openapi('SectionMetadata', { example: { model: 'composer', confidence: 0.9 } });

/** What a section says, as anybody writes it; it is repaired where that is safe. */
const GivenSection = Fields.openapi({
  description: 'The section: type, variant, content, settings. docs/sections.md says what is repaired.',
  example: { type: 'hero', content: { heading: 'Hello' } },
});

const position = z.int().min(0).max(MOST_SECTIONS_OF_PAGE);

/** A section to be put: made where there is none with its id, else changed as a whole. */
export const SectionItem = z
  .strictObject({
    /** The sender's own name for it; left out, it is new and gets one. */
    id: SectionId.optional(),
    /** The page it is on; null or left out, it stands alone. A section stays on its page. */
    pageId: z.string().max(64).nullable().optional(),
    /** Whether it is shown; a new one is, unless this says otherwise. */
    active: z.boolean().optional(),
    /** Where on its page a new one is put, from 0; at the end where left out. */
    position: position.optional(),
    metadata: SectionMetadata.optional(),
    section: GivenSection,
  })
  .openapi('SectionItem');
export type SectionItem = z.infer<typeof SectionItem>;

/** `PUT …/sections/{sectionId}`: as a whole. */
export const PutSection = SectionItem.omit({ id: true }).openapi('PutSection');
export type PutSection = z.infer<typeof PutSection>;

/** `PATCH …/sections/{sectionId}`: what is left out stays; in content and settings, null takes a field away. */
export const PatchSection = z
  .strictObject({
    active: z.boolean().optional(),
    position: position.optional(),
    variant: z.string().max(60).optional(),
    content: Fields.optional(),
    settings: Fields.optional(),
    metadata: SectionMetadata.optional(),
  })
  .openapi('PatchSection');
export type PatchSection = z.infer<typeof PatchSection>;

export const SectionNote = z.object({ path: z.string(), code: z.string(), message: z.string() }).openapi('SectionNote');
export type SectionNote = z.infer<typeof SectionNote>;

/** What a version of a section says, and how it came to be. */
const words = {
  type: z.string(),
  variant: z.string(),
  content: Fields,
  settings: SectionSettings,
  /** Fields nobody knows, kept aside by their paths. */
  extra: Fields,
  /** What was repaired. */
  notes: z.array(SectionNote),
  metadata: Fields,
  actor: z.string(),
};

/** A section as its merchant has it. Times are UTC, ISO 8601. */
export const AdminSection = z
  .object({
    id: z.string(),
    pageId: z.string().nullable(),
    /** Goes up with each change; `If-Match` names it. */
    version: z.int(),
    /** The version whose words these are: that of its page's draft, else the newest. */
    shown: z.int(),
    active: z.boolean(),
    ...words,
    /** When its sender last changed it, by the sender's clock. */
    sentAt: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('AdminSection');
export type AdminSection = z.infer<typeof AdminSection>;

export const AdminSectionAnswer = z.object({ section: AdminSection }).openapi('AdminSectionAnswer');
export type AdminSectionAnswer = z.infer<typeof AdminSectionAnswer>;

export const ListSections = z.object({
  /** Of a page; `none` for those that stand alone. */
  page: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(64).optional(),
});
export type ListSections = z.infer<typeof ListSections>;

export const AdminSectionList = z
  .object({ sections: z.array(AdminSection), next: z.string().nullable() })
  .openapi('AdminSectionList');
export type AdminSectionList = z.infer<typeof AdminSectionList>;

/** What became of a section that was put. */
export const SectionResult = z
  .object({
    /** Its place among those that were sent, from 0. */
    index: z.int(),
    id: z.string().nullable(),
    /** `ignored`: its sender has sent something newer meanwhile. */
    outcome: z.enum(['created', 'updated', 'unchanged', 'ignored', 'refused']),
    version: z.int().nullable(),
    notes: z.array(SectionNote),
    /** Of a refused one: a code of docs/errors, and what is wrong with which field. */
    error: z
      .object({
        code: z.string(),
        message: z.string(),
        issues: z.array(z.object({ path: z.string(), code: z.string().optional(), message: z.string() })),
      })
      .optional(),
  })
  .openapi('SectionResult');
export type SectionResult = z.infer<typeof SectionResult>;

export const SectionVersion = z.object({ version: z.int(), ...words, createdAt: z.string() }).openapi('SectionVersion');
export type SectionVersion = z.infer<typeof SectionVersion>;
export const SectionVersionList = z
  .object({ versions: z.array(SectionVersion), next: z.int().nullable() })
  .openapi('SectionVersionList');
export type SectionVersionList = z.infer<typeof SectionVersionList>;

/** A field that differs; what it holds is left out where there is none. */
export const FieldChange = z
  .object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })
  .openapi('FieldChange');
export type FieldChange = z.infer<typeof FieldChange>;

export const SectionComparison = z
  .object({ from: z.int(), to: z.int(), changes: z.array(FieldChange) })
  .openapi('SectionComparison');
export type SectionComparison = z.infer<typeof SectionComparison>;

export const CompareSections = z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) });
export const RollBack = z.strictObject({ version: z.int().min(1) }).openapi('RollBack');
export const ListVersions = z.object({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type ListVersions = z.infer<typeof ListVersions>;
