import { html } from 'hono/html';
import type { PageDetails } from '../../contract/pages.ts';
import type { Post, PostList, PostSummary, PostTag, PostTagList } from '../../contract/posts.ts';
import type { Image } from '../../contract/products.ts';
import type { FaqContent } from '../../contract/sections/faq.ts';
import type { Picture } from '../../contract/sections/parts.ts';
import { BLOG_CSS_PATH } from './blog-styles.ts';
import { blogHead, postHead } from './heads.ts';
import { type Html, type HostedPage, own } from './page.ts';
import { moment, picture, safeHtml, stand } from './parts.ts';
import type { Visit } from './visit.ts';

const CARD_SIZES = '(max-width: 42rem) 92vw, (max-width: 76rem) 45vw, 24rem';
const LEAD_SIZES = '(max-width: 52rem) 92vw, 40rem';
const POST_SIZES = '(max-width: 62rem) 92vw, 62rem';
const FACE_SIZES = '64px';
/** Tags offered above a list. */
const MOST_TAGS = 12;
/** A change this long after a post came out is told to its readers, in milliseconds. */
const TOLD_AFTER_MS = 24 * 3_600_000;

const imageOf = (given: Picture | null): Image | null =>
  given && {
    id: '',
    url: given.src,
    alt: given.alt,
    width: given.width ?? null,
    height: given.height ?? null,
    sized: given.sized ?? null,
    placeholder: null,
  };
const tagPath = (tag: string): string => `/blog/tags/${encodeURIComponent(tag)}`;
const authorPath = (handle: string): string => `/blog/authors/${encodeURIComponent(handle)}`;

function byline(visit: Visit, { author, publishedAt }: PostSummary): Html {
  return html`<p class="byline">
    ${moment(visit, publishedAt)}${author ? html`<a href="${authorPath(author.handle)}" rel="author">${own(visit, author.name)}</a>` : ''}
  </p>`;
}

function card(visit: Visit, post: PostSummary, { lead, eager }: { lead: boolean; eager: boolean }): Html {
  const image = imageOf(post.picture);
  const shown = image
    ? html`<div class="frame">${picture(image, lead ? LEAD_SIZES : CARD_SIZES, { eager })}</div>`
    : '';
  return html`<li class="${lead ? 'lead' : ''}${lead && !image ? ' bare' : ''}">
    ${shown}
    <h2><a href="${post.path}">${own(visit, post.title)}</a></h2>
    ${byline(visit, post)} ${post.excerpt ? html`<p class="about">${own(visit, post.excerpt)}</p>` : ''}
  </li>`;
}

function tagLinks(visit: Visit, tags: PostTagList['tags'], current: string | null): Html | string {
  if (tags.length === 0) return '';
  return html`<nav class="blog-tags" aria-label="${visit.say('blogTags')}">
    ${tags
      .slice(0, MOST_TAGS)
      .map(
        ({ tag, name, posts }) =>
          html`<a href="${tagPath(tag)}" ${tag === current ? html`aria-current="page"` : ''}
            >${own(visit, name)} <span>${posts}</span></a
          >`,
      )}
  </nav>`;
}

/** Which posts a list shows. */
export type Blog =
  | { readonly of: 'all' }
  | { readonly of: 'tag'; readonly tag: PostTag }
  | { readonly of: 'author'; readonly author: NonNullable<Post['author']> };

function titleOf({ say }: Visit, blog: Blog): string {
  if (blog.of === 'tag') return say('blogTagged', { tag: blog.tag.name });
  return blog.of === 'author' ? say('blogBy', { name: blog.author.name }) : say('blog');
}

function face(name: string, given: Picture | null): Html | string {
  const image = imageOf(given);
  return image ? picture(image, FACE_SIZES) : stand(name);
}

/** Who writes, above a list or below a post. */
function about(
  visit: Visit,
  { handle, name, bio, picture: given, url }: NonNullable<Post['author']>,
  linked: boolean,
): Html {
  const called = own(visit, name);
  return html`<div class="about-author">
    ${face(name, given)}
    <h2>${linked ? html`<a href="${authorPath(handle)}" rel="author">${called}</a>` : called}</h2>
    ${bio || url ? html`<p>${own(visit, bio)}${url ? html` <a href="${url}" rel="me noopener">${url.replace(/^https?:\/\/(?:www\.)?|\/$/g, '')}</a>` : ''}</p>` : ''}
  </div>`;
}

/** A list of posts. `later` says whether it begins after others. */
export function blogPage(
  visit: Visit,
  { blog, posts, next, tags, later }: PostList & { blog: Blog; tags: PostTagList['tags']; later: boolean },
): HostedPage {
  const { say, store } = visit;
  const title = titleOf(visit, blog);
  const leads = !later && blog.of === 'all';
  const bio = blog.of === 'author' ? blog.author.bio : '';
  return {
    head: blogHead(visit, {
      title: blog.of === 'all' ? `${title} · ${store.name}` : title,
      descriptions: [bio, posts.map((post) => post.title).join(' · ')],
      image: imageOf(posts.find((post) => post.picture)?.picture ?? null),
    }),
    sheet: BLOG_CSS_PATH,
    main: html`<div class="blog-head">
        <h1>${title}</h1>
        ${blog.of === 'author' ? about(visit, blog.author, false) : ''}
        ${blog.of === 'all' ? tagLinks(visit, tags, null) : html`<p><a href="/blog">${say('blogAll')}</a></p>`}
      </div>
      ${
        posts.length
          ? html`<ol class="posts">
              ${posts.map((post, index) => card(visit, post, { lead: leads && index === 0, eager: index < 2 }))}
            </ol>`
          : html`<p class="quiet">${say('blogEmpty')}</p>`
      }
      ${next === null ? '' : html`<p class="next"><a class="button second" rel="next" href="?${new URLSearchParams({ after: next })}">${say('blogOlder')}</a></p>`}`,
  };
}

function opening(visit: Visit, post: Post, lead: string | undefined): Html {
  const { say } = visit;
  const { author, publishedAt, updatedAt } = post;
  const isChanged = Date.parse(updatedAt) - Date.parse(publishedAt) > TOLD_AFTER_MS;
  const date = html`<span>${moment(visit, publishedAt)}</span>`;
  const changed = isChanged ? html`<span>${say('blogUpdated')} ${moment(visit, updatedAt)}</span>` : '';
  return html`<header>
    <p class="small"><a href="/blog">${say('blogAll')}</a></p>
    <h1>${own(visit, post.title)}</h1>
    ${lead ? html`<p class="lead-words">${own(visit, lead)}</p>` : ''}
    <div class="who">
      ${author ? face(author.name, author.picture) : ''}
      <div class="byline">
        ${author ? html`<a href="${authorPath(author.handle)}" rel="author">${own(visit, author.name)}</a>` : ''}
        ${date} ${changed}
      </div>
    </div>
  </header>`;
}

/** Who wrote it, and what else there is about it. */
function ending(visit: Visit, { author, tags }: Post): Html | string {
  if (!author?.bio && tags.length === 0) return '';
  const links = html`<nav class="blog-tags" aria-label="${visit.say('blogTags')}">
    ${tags.map(({ tag, name }) => html`<a href="${tagPath(tag)}" rel="tag">${own(visit, name)}</a>`)}
  </nav>`;
  return html`<footer>${author?.bio ? about(visit, author, true) : ''} ${tags.length ? links : ''}</footer>`;
}

/** What a post's page says besides the post. */
export type PostDetails = Pick<PageDetails, 'seoTitle' | 'description' | 'hidden' | 'excerpt'> & {
  /** A draft, shown ahead. */
  readonly preview: boolean;
  /** What its sections of questions ask and answer. */
  readonly questions: readonly Pick<FaqContent, 'items'>[];
};

/** A post. `below` is what its sections show, below its text. */
export function postPage(visit: Visit, post: Post, details: PostDetails, below: Html | string = ''): HostedPage {
  const { say, store } = visit;
  const { title, author, tags, publishedAt, updatedAt, html: text, excerpt } = post;
  const image = imageOf(post.picture);
  const article = html`<article class="post">
    ${opening(visit, post, details.excerpt)}
    ${image ? html`<figure>${picture(image, POST_SIZES, { eager: true, alt: image.alt })}</figure>` : ''}
    ${text ? html`<div class="words" lang="${store.locale}" dir="auto">${safeHtml(text)}</div>` : ''}
    ${ending(visit, post)}
  </article>`;
  return {
    head: postHead(visit, {
      title,
      seoTitle: details.seoTitle ?? null,
      descriptions: [details.description, excerpt, text],
      image,
      hidden: details.hidden ?? false,
      preview: details.preview,
      questions: details.questions,
      publishedAt,
      updatedAt,
      authors: author ? [{ name: author.name, url: authorPath(author.handle) }] : [],
      tags: tags.map(({ name }) => name),
      blog: { name: say('blog'), path: '/blog' },
    }),
    sheet: BLOG_CSS_PATH,
    main: below
      ? html`<div class="wrap post-frame">${article}</div>
          ${below}`
      : article,
  };
}
