import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, line, Link, list } from './parts.ts';

export const blogPreview = defineSection({
  type: 'blog-preview',
  title: 'From the blog',
  description: 'Posts of the shop’s blog.',
  variants: {
    grid: 'Cards in columns.',
    list: 'One below the other, picture beside the words.',
    featured: 'The newest large, the others beside it.',
  },
  content: z.object({
    ...headings,
    posts: z
      .discriminatedUnion('from', [
        z.object({ from: z.literal('latest') }),
        z.object({ from: z.literal('tag'), tag: line(60, 'The tag.') }),
        z.object({ from: z.literal('picked'), slugs: list(line(120, 'Slug of a post.'), [1, 12], 'Posts, in order.') }),
      ])
      .describe('Which posts.'),
    limit: z.int().min(1).max(12).default(3).describe('Most posts.'),
    link: Link.optional().describe('Where there are more.'),
  }),
  example: {
    heading: 'From the mill',
    posts: { from: 'latest' },
    limit: 3,
    link: { label: 'All stories', href: '/blog' },
  },
});
export type BlogPreviewContent = ContentOf<typeof blogPreview>;
export type BlogPreviewVariant = VariantOf<typeof blogPreview>;
