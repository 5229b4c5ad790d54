import { z } from '@hono/zod-openapi';
import { AdminPage } from './pages-admin.ts';
import { MOST_SLUG, PageType } from './pages.ts';
import { SectionNote } from './sections-admin.ts';
import { line, prose } from './sections/parts.ts';

/** `POST …/pages/compose`: a page that is written of what the shop holds. */
export const ComposePage = z
  .strictObject({
    type: PageType.default('landing'),
    /** Made of what is composed where left out. */
    title: line(200, 'Title of the page.').optional(),
    /** Made of the title where left out, with a number where that is taken. */
    slug: z.string().trim().min(1).max(MOST_SLUG).optional(),
    tone: z.enum(['quiet', 'warm', 'bold']).optional(),
    /** Handle of the collection that the page is about. */
    collection: z.string().min(1).max(255).optional(),
    /** What is wished for, in words; a model reads it, composing by rule does not. */
    wish: prose(2000, 'What is wished for.').optional(),
    /** The same seed and the same shop, the same page, where it is composed by rule; any where left out. */
    seed: z.string().min(1).max(64).optional(),
    /** `composer` works by rule and asks nobody; left out, a model writes where one is set up. */
    generator: z.enum(['composer', 'model']).optional(),
  })
  .openapi('ComposePage');
export type ComposePage = z.infer<typeof ComposePage>;

/** How a page came to be; kept with each of its sections. */
export const GenerationFacts = z
  .object({
    generator: z.string(),
    model: z.string().nullable(),
    prompt: z.string().nullable(),
    tokens: z.object({ input: z.int(), output: z.int() }).nullable(),
    ms: z.number(),
    confidence: z.number().nullable(),
    language: z.string(),
    seed: z.string(),
  })
  .openapi('GenerationFacts');

export const ComposedPage = z
  .object({
    /** A draft: visitors see nothing of it until it is published. */
    page: AdminPage,
    generation: GenerationFacts,
    /** What of the generated sections was repaired, and what was left out. */
    notes: z.array(SectionNote),
    issues: z.array(SectionNote),
  })
  .openapi('ComposedPage');
export type ComposedPage = z.infer<typeof ComposedPage>;
