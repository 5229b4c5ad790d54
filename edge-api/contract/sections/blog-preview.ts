import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, Href, line, Link, list, Picture, prose } from './parts.ts';

/** A post as a preview shows it. */
const PostPreview = z
  .object({
    title: line(200, 'Its title.'),
    href: Href,
    excerpt: prose(600, 'How it begins, or what it is about.').optional(),
    picture: Picture.optional(),
    date: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,15}Z)?$/, 'must be a day, or a time in UTC')
      .describe('When it was published, as 2027-05-03 or 2027-05-03T08:00:00Z.')
      .optional(),
    author: line(80, 'Who wrote it.').optional(),
  })
  .meta({ id: 'SectionPost', title: 'Post' });
export type PostPreview = z.infer<typeof PostPreview>;

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
    items: list(
      PostPreview,
      [0, 12],
      'The posts themselves, newest first or as picked. The shop fills them in when the section is shown: leave them out.',
    ).optional(),
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
