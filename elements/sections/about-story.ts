import { html, nothing, type TemplateResult } from 'lit';
import type { AboutStoryContent } from '../../edge-api/contract/sections/about-story.ts';
import { styles } from './about-story.styles.ts';
import {
  belowOf,
  columnsOf,
  headingOf,
  headingsOf,
  linkOf,
  paragraphsOf,
  pictureOf,
  type SectionContext,
  type SectionView,
} from './section-view.ts';

type Chapter = AboutStoryContent['chapters'][number];

const HALF = '(min-width: 760px) 50vw, 100vw';

function chapterOf({ title, text, picture }: Chapter, level: number): TemplateResult {
  const shown = pictureOf(picture, { sizes: HALF });
  return html`<div class="chapter ${shown === nothing ? 'bare' : 'pictured'}">
    <div class="told">
      ${headingOf(level, title, 'title')}
      <div class="prose">${paragraphsOf(text)}</div>
    </div>
    ${shown}
  </div>`;
}

/** Further chapters, below each other or as `look` has them; nothing when there are none. */
const chaptersOf = (chapters: readonly Chapter[], level: number, look = ''): TemplateResult | typeof nothing =>
  chapters.length
    ? html`<div class="parts ${look}">${chapters.map((chapter) => chapterOf(chapter, level))}</div>`
    : nothing;

/** Who tells it, and where there is more. */
const closingOf = ({ signature, link }: AboutStoryContent): TemplateResult | typeof nothing =>
  signature || link
    ? html`<div class="closing">
        ${signature ? html`<p class="signature">${signature}</p>` : nothing} ${linkOf(link, 'arrow')}
      </div>`
    : nothing;

const openingOf = (text: string): TemplateResult => html`<div class="prose opening">${paragraphsOf(text)}</div>`;

function renderText(content: AboutStoryContent, context: SectionContext): TemplateResult {
  const { text, picture, chapters = [] } = content;
  return html`<div class="story text">
    ${headingsOf(content, context)} ${pictureOf(picture, { first: context.first, sizes: '100vw' })} ${openingOf(text)}
    ${chaptersOf(chapters, belowOf(content.heading, context))} ${closingOf(content)}
  </div>`;
}

function renderBeside(content: AboutStoryContent, context: SectionContext): TemplateResult {
  const { text, picture, chapters = [] } = content;
  const shown = pictureOf(picture, { first: context.first, sizes: HALF });
  const closing = closingOf(content);
  return html`<div class="story beside">
    <div class="pair ${shown === nothing ? 'bare' : 'pictured'}">
      <div class="told">
        ${headingsOf(content, context)}
        <div class="reading">${openingOf(text)} ${chapters.length ? nothing : closing}</div>
      </div>
      ${shown}
    </div>
    ${chaptersOf(chapters, belowOf(content.heading, context), columnsOf(chapters.length, 3))}
    ${chapters.length ? closing : nothing}
  </div>`;
}

function renderChapters(content: AboutStoryContent, context: SectionContext): TemplateResult {
  const { text, picture, chapters = [] } = content;
  return html`<div class="story chapters">
    <div class="start">${headingsOf(content, context)} ${openingOf(text)}</div>
    ${pictureOf(picture, { first: context.first, sizes: '100vw' })}
    ${chaptersOf(chapters, belowOf(content.heading, context))} ${closingOf(content)}
  </div>`;
}

export const section: SectionView<AboutStoryContent> = {
  styles,
  render(content, context) {
    if (context.variant === 'split') return renderBeside(content, context);
    return context.variant === 'chapters' ? renderChapters(content, context) : renderText(content, context);
  },
};
