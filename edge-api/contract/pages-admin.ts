import { z } from '@hono/zod-openapi';
import { MOST_SLUG, PageDetails, PageType } from './pages.ts';
import { AdminSection, FieldChange, SectionId } from './sections-admin.ts';
import { line } from './sections/parts.ts';

const Title = line(200, 'Title of the page.').openapi({ example: 'About us' });
/** Taken as `slugOf` writes it. */
const Slug = z.string().trim().min(1).max(MOST_SLUG).openapi({ example: 'about-us' });
const Time = z.iso.datetime();
const Publishing = z
  .enum(['manual', 'at_once'])
  .openapi('PagePublishing', { description: 'at_once: visitors see each change as it is made.' });

/** A page as its merchant has it. Times are UTC, ISO 8601. */
const fields = {
  id: z.string(),
  type: PageType,
  slug: z.string(),
  title: z.string(),
  details: PageDetails,
  publishing: Publishing,
  /** Goes up with each change; `If-Match` names it. */
  version: z.int(),
  /** What visitors see; null where they see nothing. */
  live: z
    .object({
      version: z.int(),
      slug: z.string(),
      /** Its path under the store's host; null for pages of products and categories. */
      path: z.string().nullable(),
    })
    .nullable(),
  /** Whether the draft differs from what visitors see. */
  changed: z.boolean(),
  sectionCount: z.int(),
  publishAt: z.string().nullable(),
  unpublishAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
  hasPreview: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
};
export const PageSummary = z.object(fields).openapi('PageSummary');
export type PageSummary = z.infer<typeof PageSummary>;

export const AdminPage = z
  .object({
    ...fields,
    /** Those of the draft, in order. */
    sections: z.array(AdminSection),
  })
  .openapi('AdminPage');
export type AdminPage = z.infer<typeof AdminPage>;
export const AdminPageAnswer = z.object({ page: AdminPage }).openapi('AdminPageAnswer');

export const ListPages = z.object({
  type: PageType.optional(),
  live: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(64).optional(),
});
export type ListPages = z.infer<typeof ListPages>;
export const PageList = z.object({ pages: z.array(PageSummary), next: z.string().nullable() }).openapi('PageList');
export type PageList = z.infer<typeof PageList>;

/** `POST …/pages`. */
export const NewPage = z
  .strictObject({
    type: PageType,
    title: Title,
    /** Made of the title where left out. */
    slug: Slug.optional(),
    details: PageDetails.prefault({}),
    publishing: Publishing.default('manual'),
    /** Id of a page whose sections the new one begins with. */
    from: z.string().max(64).optional(),
  })
  .openapi('NewPage');
export type NewPage = z.infer<typeof NewPage>;

/** `PATCH …/pages/{pageId}`: what is left out stays; details are given whole. */
export const ChangePage = z
  .strictObject({
    title: Title.optional(),
    slug: Slug.optional(),
    details: PageDetails.optional(),
    publishing: Publishing.optional(),
    /** When the draft goes live, or the page goes from its visitors, by itself; null for never. */
    publishAt: Time.nullable().optional(),
    unpublishAt: Time.nullable().optional(),
    /** Ids of its sections in their order, all of them. */
    sections: z
      .array(SectionId.or(z.string().max(64)))
      .max(200)
      .optional(),
  })
  .openapi('ChangePage');
export type ChangePage = z.infer<typeof ChangePage>;

export const PublishPage = z.strictObject({ note: line(200, 'What is new.').optional() }).openapi('PublishPage');
export type PublishPage = z.infer<typeof PublishPage>;

/** The only answer that carries the secret of a preview link. */
export const PagePreview = z
  .object({
    secret: z.string(),
    /** Under the store's host; null for pages of products and categories. */ path: z.string().nullable(),
  })
  .openapi('PagePreview');
export type PagePreview = z.infer<typeof PagePreview>;

/** A publication of a page. */
export const PageVersion = z
  .object({
    version: z.int(),
    slug: z.string(),
    title: z.string(),
    details: PageDetails,
    sections: z.array(z.object({ id: z.string(), version: z.int() })),
    actor: z.string(),
    note: z.string(),
    createdAt: z.string(),
  })
  .openapi('PageVersion');
export type PageVersion = z.infer<typeof PageVersion>;
export const PageVersionList = z
  .object({ versions: z.array(PageVersion), next: z.int().nullable() })
  .openapi('PageVersionList');
export type PageVersionList = z.infer<typeof PageVersionList>;

/** `from` and `to` are numbers of publications, or `draft`. */
const Side = z.union([z.literal('draft'), z.coerce.number().int().min(1)]);
export const ComparePages = z.object({ from: Side, to: Side.default('draft') });
export type ComparePages = z.infer<typeof ComparePages>;

/** What differs between two versions of a page. */
export const PageComparison = z
  .object({
    from: Side,
    to: Side,
    /** Fields of the page itself: slug, title, details. */
    fields: z.array(FieldChange),
    added: z.array(z.object({ id: z.string(), type: z.string().nullable() })),
    removed: z.array(z.object({ id: z.string(), type: z.string().nullable() })),
    /** Ids of sections that stand elsewhere among the others. */
    moved: z.array(z.string()),
    changed: z.array(z.object({ id: z.string(), from: z.int(), to: z.int(), changes: z.array(FieldChange) })),
  })
  .openapi('PageComparison');
export type PageComparison = z.infer<typeof PageComparison>;

/** Where a path leads that no page is at. */
export const Redirect = z
  .object({
    path: z.string(),
    /** A path or an address; null where what was there is gone (410). */
    target: z.string().nullable(),
    status: z.union([z.literal(301), z.literal(302), z.literal(410)]),
    /** `slug`: written when a page moved or was deleted. */
    origin: z.enum(['slug', 'merchant']),
    createdAt: z.string(),
  })
  .openapi('Redirect');
export type Redirect = z.infer<typeof Redirect>;
export const RedirectAnswer = z.object({ redirect: Redirect }).openapi('RedirectAnswer');
export const RedirectList = z
  .object({ redirects: z.array(Redirect), next: z.string().nullable() })
  .openapi('RedirectList');
export type RedirectList = z.infer<typeof RedirectList>;

const Path = z.string().trim().min(1).max(1024).openapi({ example: '/old-path' });

/** `PUT …/redirects`. */
export const PutRedirect = z
  .strictObject({
    path: Path,
    target: z.string().trim().max(2048).nullable().default(null).openapi({ example: '/new-path' }),
    status: z
      .union([z.literal(301), z.literal(302), z.literal(410)])
      .default(301)
      .openapi({ example: 301 }),
  })
  .openapi('PutRedirect');
export type PutRedirect = z.infer<typeof PutRedirect>;
export const NamedRedirect = z.object({ path: Path });
export const ListRedirects = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(1024).optional(),
});
export type ListRedirects = z.infer<typeof ListRedirects>;
