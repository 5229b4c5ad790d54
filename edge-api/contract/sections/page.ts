import { z } from '@hono/zod-openapi';
import { StoreSummary } from '../stores.ts';
import { Section } from './section.ts';

export const PAGE_TYPES = ['home', 'product', 'category', 'about', 'landing', 'post'] as const;

/** A page of the shop as its visitors get it. */
export const Page = z
  .object({
    slug: z.string(),
    type: z.enum(PAGE_TYPES),
    title: z.string(),
    /** For search engines and previews; null where the shop's defaults stand. */
    description: z.string().nullable(),
    /** Goes up with each publication. */
    version: z.int(),
    sections: z.array(Section),
  })
  .openapi('Page');
export type Page = z.infer<typeof Page>;

export const PageAnswer = z.object({ store: StoreSummary, page: Page }).openapi('PageAnswer');
export type PageAnswer = z.infer<typeof PageAnswer>;
export const SectionAnswer = z.object({ store: StoreSummary, section: Section }).openapi('SectionAnswer');
export type SectionAnswer = z.infer<typeof SectionAnswer>;
