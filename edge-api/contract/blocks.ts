import { z } from '@hono/zod-openapi';
import { SettingValues } from './block-settings.ts';
import { RequestQuote } from './quotes.ts';
import { StoreSummary } from './stores.ts';

/** How elements, sections and addresses name a block. */
export const BlockName = z
  .string()
  .regex(
    /^[a-z](?:[a-z0-9]|-(?!-)){0,58}[a-z0-9]$/,
    'A name is small letters, digits and single hyphens, 2 to 60 of them.',
  )
  .openapi({ example: 'summer-offers' });

/** `GET …/blocks/{name}`: how it is to be shown. */
export const ShowBlock = z.object({
  /** JSON of an object: values by id of a setting. What is left out, or is not as the setting wants it, is the setting's own default. */
  settings: z.string().max(4000).optional(),
  locale: z.string().max(35).optional(),
  currency: z.string().max(3).optional(),
  /** Where links to products lead, with `{handle}`: a whole address or a path from the root; `/products/{handle}` without. */
  productUrl: z.string().max(500).optional(),
});
export type ShowBlock = z.infer<typeof ShowBlock>;

/** `POST …/blocks/{name}`: the same for a shopper with something in the cart. Nothing of it is kept. */
export const ShowBlockWithCart = z
  .object({
    settings: SettingValues.default({}),
    locale: z.string().max(35).optional(),
    currency: z.string().max(3).optional(),
    productUrl: z.string().max(500).optional(),
    lines: RequestQuote.shape.lines,
  })
  .openapi('ShowBlockWithCart');
export type ShowBlockWithCart = z.infer<typeof ShowBlockWithCart>;

/** A block as it is shown. */
export const ShownBlock = z
  .object({
    name: BlockName,
    /** Which publication drew it. */
    version: z.int(),
    /** Cleaned: it may be put into a shadow root as it is. Empty where nothing can be shown. */
    html: z.string(),
    /** To be adopted as one sheet beside the HTML; it says nothing about what is outside `.block`. */
    css: z.string(),
    /** Whether it reads the cart: with lines in one, it is to be asked for again with them. */
    readsCart: z.boolean(),
    /** Whether this is what an earlier drawing gave, because it cannot be drawn now. */
    stale: z.boolean(),
    /** What of the given settings was not taken, in words for a developer. */
    warnings: z.array(z.string()),
  })
  .openapi('ShownBlock');
export type ShownBlock = z.infer<typeof ShownBlock>;
export const BlockAnswer = z.object({ store: StoreSummary, block: ShownBlock }).openapi('BlockAnswer');
export type BlockAnswer = z.infer<typeof BlockAnswer>;
