import { slugOf } from '../contract/pages.ts';
import { ListPosts } from '../contract/posts.ts';
import type { HostedContext } from '../middleware/hosted.ts';
import { type Blog, blogPage, postPage } from '../pages/hosted/blog.ts';
import { BLOG_CSS, BLOG_CSS_PATH } from '../pages/hosted/blog-styles.ts';
import { ApiError } from '../services/errors.ts';
import { questionsOf, type ShowSections } from './hosted-pages.ts';
import { type HostedParts, hostedDoor, hostedRouter, REVALIDATED, show } from './hosted-support.ts';

/** Posts on a page of a list. */
const PAGE_POSTS = 13;

async function list(c: HostedContext, blog: Blog): Promise<Response> {
  const { posts, hosted } = { ...c.var.services, ...c.var };
  const after = c.req.query('after')?.slice(0, 400);
  const query = ListPosts.parse({
    limit: PAGE_POSTS,
    ...(blog.of === 'tag' && { tag: blog.tag.tag }),
    ...(blog.of === 'author' && { author: blog.author.handle }),
    ...(after && { after }),
  });
  const [{ body }, tags] = await Promise.all([
    posts.list(query),
    blog.of === 'all' ? posts.tags().then((found) => found.body.tags) : [],
  ]);
  return show(c, blogPage(hosted.visit, { ...body, blog, tags, later: Boolean(after) }), REVALIDATED);
}

/** A store's blog at its own host. Sections of a post stand below its text, where something can draw them. */
export function hostedBlogRoutes(parts: HostedParts, showSections: ShowSections) {
  const door = hostedDoor(parts);
  return hostedRouter(parts)
    .get('/blog.css', (c) =>
      c.body(BLOG_CSS, 200, {
        'content-type': 'text/css; charset=utf-8',
        'cache-control': BLOG_CSS_PATH.endsWith(`?v=${c.req.query('v')}`)
          ? 'public, max-age=31536000, immutable'
          : 'public, max-age=300',
      }),
    )
    .get('/blog', door, (c) => list(c, { of: 'all' }))
    .get('/blog/tags/:tag', door, async (c) => {
      const tag = await c.var.services.posts.tag(c.req.param('tag').slice(0, 240));
      if (!tag) throw new ApiError('not_found', 'No post has this tag.');
      return list(c, { of: 'tag', tag });
    })
    .get('/blog/authors/:handle', door, async (c) => {
      const author = await c.var.services.posts.author(c.req.param('handle').slice(0, 64));
      if (!author) throw new ApiError('not_found', 'No author has this handle.');
      return list(c, { of: 'author', author });
    })
    .get('/blog/:slug', door, async (c) => {
      const { services, hosted } = c.var;
      const slug = slugOf(c.req.param('slug').slice(0, 240));
      const secret = c.req.query('preview');
      const page = secret ? await services.livePages.preview({ slug }, secret) : await services.livePages.live(slug);
      if (page?.body.page.type !== 'post') throw new ApiError('not_found', 'There is nothing under this address.');
      const post = await services.posts.ofPage(page);
      const details = { ...page.details, preview: page.isPreview, questions: questionsOf(page) };
      const framed = page.body.page.sections.length
        ? await showSections(c, page, (sections) => postPage(hosted.visit, post, details, sections))
        : null;
      return framed ?? show(c, postPage(hosted.visit, post, details), page.isPreview ? {} : REVALIDATED);
    });
}
