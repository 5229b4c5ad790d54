import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, Link, ProductSource } from './parts.ts';

export const productShowcase = defineSection({
  type: 'product-showcase',
  title: 'Product showcase',
  description: 'Products of the shop that can be bought from the page.',
  variants: {
    grid: 'Cards in columns.',
    carousel: 'One row to look through.',
    masonry: 'Cards in columns, pictures in their own proportions.',
  },
  content: z.object({
    ...headings,
    products: ProductSource,
    limit: z.int().min(1).max(24).default(8).describe('Most products.'),
    columns: z.int().min(1).max(6).default(4).describe('Most products side by side.'),
    link: Link.optional().describe('Where there are more.'),
  }),
  example: {
    heading: 'New in the shop',
    products: { from: 'featured' },
    limit: 4,
    columns: 4,
    link: { label: 'See everything', href: '/collections/all' },
  },
});
export type ProductShowcaseContent = ContentOf<typeof productShowcase>;
export type ProductShowcaseVariant = VariantOf<typeof productShowcase>;
