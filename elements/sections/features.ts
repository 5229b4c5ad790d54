import { html, nothing, type TemplateResult } from 'lit';
import type { FeaturesContent, FeaturesVariant } from '../../edge-api/contract/sections/features.ts';
import { styles } from './features.styles.ts';
import { iconOf } from './section-icons.ts';
import { lookOf, type Looks } from './section-looks.ts';
import {
  belowOf,
  columnsOf,
  headingOf,
  headingsOf,
  linkOf,
  paragraphsOf,
  pictureOf,
  type SectionView,
} from './section-view.ts';

type Feature = FeaturesContent['items'][number];
type Items = readonly Feature[];

const titleOf = (level: number, { title }: Feature): TemplateResult => headingOf(level, title, 'title');

/** What is said of a feature; nothing where its title says it all. */
const restOf = ({ text, link }: Feature): TemplateResult | typeof nothing =>
  text || link
    ? html`<div class="rest">
        ${text ? html`<div class="words">${paragraphsOf(text)}</div>` : nothing}${linkOf(link, 'arrow')}
      </div>`
    : nothing;

const LOOKS: Looks<FeaturesVariant, (items: Items, level: number) => TemplateResult> = {
  grid: (items, level) =>
    html`<ul class="features grid ${columnsOf(items.length)}">
      ${items.map((item) => html`<li>${iconOf(item.icon)} ${titleOf(level, item)} ${restOf(item)}</li>`)}
    </ul>`,

  list: (items, level) =>
    html`<ul class="features list ${items.some(({ icon }) => iconOf(icon)) ? 'drawn' : ''}">
      ${items.map((item) => html`<li>${iconOf(item.icon)} ${titleOf(level, item)} ${restOf(item)}</li>`)}
    </ul>`,

  cards: (items, level) =>
    html`<ul class="features cards even">
      ${items.map((item) => {
        const picture = pictureOf(item.picture, { sizes: '(min-width: 920px) 40vw, 100vw' });
        return html`<li class="card ${picture === nothing ? 'bare' : 'pictured'}">
          ${picture}
          <div class="inside">
            ${picture === nothing ? iconOf(item.icon) : nothing}
            <div class="said">${titleOf(level, item)} ${restOf(item)}</div>
          </div>
        </li>`;
      })}
    </ul>`,

  alternating: (items, level) =>
    html`<ul class="features alternating">
      ${items.map((item) => {
        const picture = pictureOf(item.picture, { sizes: '(min-width: 760px) 58vw, 100vw' });
        return html`<li class=${picture === nothing ? 'bare' : 'pictured'}>
          ${picture}
          <div class="head">${iconOf(item.icon)} ${titleOf(level, item)}</div>
          ${restOf(item)}
        </li>`;
      })}
    </ul>`,
};

export const section: SectionView<FeaturesContent> = {
  styles,
  render(content, context) {
    const draw = LOOKS[lookOf(context.variant, LOOKS)];
    return html`${headingsOf(content, context)} ${draw(content.items, belowOf(content.heading, context))}`;
  },
};
