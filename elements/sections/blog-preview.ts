import { html, nothing, type TemplateResult } from 'lit';
import type { BlogPreviewContent, PostPreview } from '../../edge-api/contract/sections/blog-preview.ts';
import { safeLocale } from '../internal/safe-locale.ts';
import { styles } from './blog-preview.styles.ts';
import {
  belowOf,
  columnsOf,
  headingsOf,
  linkOf,
  pictureOf,
  safeHref,
  type SectionContext,
  type SectionView,
} from './section-view.ts';

/** What the posts of one layout have in common. */
interface Look extends Pick<SectionContext, 'locale'> {
  readonly level: number;
  /** Width of their pictures, as `sizes` has it. */
  readonly sizes: string;
  /** Whether the picture is seen at once. */
  readonly first?: boolean;
}

/** A day in words, the same wherever it is read; nothing for what is no day. */
function dayOf(date: string | undefined, locale: string): TemplateResult | typeof nothing {
  const time = date ? Date.parse(date) : NaN;
  if (Number.isNaN(time)) return nothing;
  const words = new Intl.DateTimeFormat(safeLocale(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(time);
  return html`<time datetime=${new Date(time).toISOString().slice(0, 10)}>${words}</time>`;
}

const titleOf = (level: number, { title, href }: PostPreview): TemplateResult => {
  const to = safeHref(href);
  const words = to ? html`<a class="through" part="link" href=${to}>${title}</a>` : title;
  return level === 2 ? html`<h2 class="title">${words}</h2>` : html`<h3 class="title">${words}</h3>`;
};

function postOf(post: PostPreview, { level, locale, sizes, first = false }: Look): TemplateResult {
  const { excerpt, picture, date, author } = post;
  const shown = pictureOf(picture, { sizes, first });
  const day = dayOf(date, locale);
  return html`<article class="post ${shown === nothing ? 'bare' : 'pictured'}">
    <div class="about">
      ${titleOf(level, post)} ${excerpt ? html`<p class="excerpt">${excerpt}</p>` : nothing}
      ${
        day === nothing && !author
          ? nothing
          : html`<p class="facts">${day} ${author ? html`<span>${author}</span>` : nothing}</p>`
      }
    </div>
    ${shown}
  </article>`;
}

/** Only the picture of the first post may be worth fetching before others. */
const listOf = (posts: readonly PostPreview[], look: Look, className: string): TemplateResult =>
  html`<ul class=${className} role="list">
    ${posts.map((post, at) => html`<li>${postOf(post, { ...look, first: look.first === true && at === 0 })}</li>`)}
  </ul>`;

function featuredOf([lead, ...others]: readonly PostPreview[], look: Look): TemplateResult {
  return html`<div class="featured-posts ${others.length ? '' : 'alone'}">
    <div class="lead-post">${postOf(lead!, { ...look, sizes: '(min-width: 860px) 58vw, 100vw' })}</div>
    ${others.length ? listOf(others, { ...look, sizes: '120px', first: false }, 'posts others') : nothing}
  </div>`;
}

function postsOf(posts: readonly PostPreview[], look: Look, variant: string): TemplateResult {
  if (variant === 'featured') return featuredOf(posts, look);
  if (variant === 'list') return listOf(posts, { ...look, sizes: '(min-width: 600px) 260px, 30vw' }, 'posts rows');
  return listOf(
    posts,
    { ...look, sizes: '(min-width: 760px) 33vw, 100vw' },
    `posts cards ${columnsOf(posts.length, 3)}`,
  );
}

export const section: SectionView<BlogPreviewContent> = {
  styles,
  render(content, context) {
    const { items = [], limit = 3, link } = content;
    const { variant, locale, first } = context;
    const headings = headingsOf(content, context);
    const more = linkOf(link, 'arrow');
    const look: Look = { level: belowOf(content.heading, context), locale, sizes: '', first };
    return html`<div class="blog">
      ${headings === nothing && more === nothing ? nothing : html`<div class="top">${headings} ${more}</div>`}
      ${items.length ? postsOf(items.slice(0, limit), look, variant) : nothing}
    </div>`;
  },
};
