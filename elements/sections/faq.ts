import { html, nothing, type TemplateResult } from 'lit';
import type { FaqContent, FaqVariant } from '../../edge-api/contract/sections/faq.ts';
import { styles } from './faq.styles.ts';
import { lookOf, type Looks } from './section-looks.ts';
import {
  belowOf,
  headingOf,
  headingsOf,
  linkOf,
  paragraphsOf,
  type SectionContext,
  type SectionView,
} from './section-view.ts';

/** Questions that open one at a time, the first open already, to show how they do. */
const foldsOf = ({ items, heading }: FaqContent, context: SectionContext): TemplateResult =>
  html`<div class="folds">
    ${items.map(
      ({ question, answer }, at) =>
        html`<details class="fold" name="faq" ?open=${at === 0}>
          <summary>
            ${headingOf(belowOf(heading, context), question, 'question')}<span class="sign" aria-hidden="true"></span>
          </summary>
          <div class="answer">${paragraphsOf(answer)}</div>
        </details>`,
    )}
  </div>`;

const onwardOf = ({ link }: FaqContent): TemplateResult | typeof nothing => {
  const shown = linkOf(link, 'arrow');
  return shown === nothing ? nothing : html`<p class="onward">${shown}</p>`;
};

const LOOKS: Looks<FaqVariant, (content: FaqContent, context: SectionContext) => TemplateResult> = {
  accordion: (content, context) =>
    html`<div class="faq accordion">
      ${headingsOf(content, context)} ${foldsOf(content, context)} ${onwardOf(content)}
    </div>`,

  columns: (content, context) =>
    html`<div class="faq">
      ${headingsOf(content, context)}
      <ul class="pairs of-${Math.min(content.items.length, 2)}">
        ${content.items.map(
          ({ question, answer }) =>
            html`<li>
              ${headingOf(belowOf(content.heading, context), question, 'question')}
              <div class="answer">${paragraphsOf(answer)}</div>
            </li>`,
        )}
      </ul>
      ${onwardOf(content)}
    </div>`,

  split: (content, context) => {
    const head = headingsOf(content, context);
    const onward = linkOf(content.link, 'secondary');
    if (head === nothing && onward === nothing) return LOOKS.accordion(content, context);
    return html`<div class="faq split">
      <div class="start">${head} ${onward}</div>
      ${foldsOf(content, context)}
    </div>`;
  },
};

export const section: SectionView<FaqContent> = {
  styles,
  render: (content, context) => LOOKS[lookOf(context.variant, LOOKS)](content, context),
};
