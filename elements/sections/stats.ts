import { html, nothing, type TemplateResult } from 'lit';
import type { StatsContent, StatsVariant } from '../../edge-api/contract/sections/stats.ts';
import { iconOf } from './section-icons.ts';
import { lookOf, type Looks } from './section-looks.ts';
import { columnsOf, headingsOf, pictureOf, type SectionContext, type SectionView } from './section-view.ts';
import { styles } from './stats.styles.ts';

type Stat = StatsContent['items'][number];

/** Most letters of a number that still fit the large and the medium size. */
const [LARGE, MEDIUM] = [6, 12];

/** Size that all numbers are shown in, so that the longest of them fits. */
function sizeOf(items: readonly Stat[]): string {
  const longest = Math.max(...items.map(({ value }) => value.length));
  return longest <= LARGE ? 'large' : longest <= MEDIUM ? 'medium' : 'small';
}

/** A label with its number: in this order for who listens, the number first for who looks. */
const statOf = ({ icon, value, label, text }: Stat): TemplateResult =>
  html`<dt class="label">${label}</dt>
    <dd class="value">${iconOf(icon)}<span class="number">${value}</span></dd>
    ${text ? html`<dd class="more">${text}</dd>` : nothing}`;

const pictured = (picture: unknown): string => (picture === nothing ? '' : 'pictured');

const LOOKS: Looks<StatsVariant, (content: StatsContent, context: SectionContext) => TemplateResult> = {
  row: (content, context) => {
    const { items } = content;
    const picture = pictureOf(content.picture, { sizes: '100vw', first: context.first });
    return html`${headingsOf(content, context)}
      <div class="stats beside ${sizeOf(items)}">
        ${picture}
        <dl class=${columnsOf(items.length)}>${items.map((item) => html`<div>${statOf(item)}</div>`)}</dl>
      </div>`;
  },

  cards: (content, context) => {
    const { items } = content;
    const picture = pictureOf(content.picture, { sizes: '(min-width: 760px) 42vw, 100vw', first: context.first });
    return html`${headingsOf(content, context)}
      <div class="stats tiles ${sizeOf(items)} ${pictured(picture)}">
        ${picture}
        <dl class=${picture === nothing ? 'even' : 'pairs'}>
          ${items.map((item) => html`<div class="card">${statOf(item)}</div>`)}
        </dl>
      </div>`;
  },

  split: (content, context) => {
    const { items } = content;
    const picture = pictureOf(content.picture, { sizes: '(min-width: 760px) 45vw, 100vw', first: context.first });
    const head = headingsOf(content, context);
    const start = head === nothing && picture === nothing ? nothing : html`<div class="start">${head} ${picture}</div>`;
    return html`<div class="stats lines ${sizeOf(items)} ${start === nothing ? '' : 'split'}">
      ${start}
      <dl>${items.map((item) => html`<div>${statOf(item)}</div>`)}</dl>
    </div>`;
  },
};

export const section: SectionView<StatsContent> = {
  styles,
  render: (content, context) => LOOKS[lookOf(context.variant, LOOKS)](content, context),
};
