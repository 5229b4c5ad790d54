import { html, nothing, type TemplateResult } from 'lit';
import type { TimelineContent } from '../../edge-api/contract/sections/timeline.ts';
import { belowOf, headingOf, headingsOf, paragraphsOf, pictureOf, type SectionView } from './section-view.ts';
import { styles } from './timeline.styles.ts';

type Happening = TimelineContent['events'][number];

/** One of the events; headings of `level`. */
function happening({ when, title, text, picture }: Happening, level: number): TemplateResult {
  return html`<li>
    <p class="when">${when}</p>
    <div class="what">
      ${headingOf(level, title, 'title')} ${text ? html`<div class="words">${paragraphsOf(text)}</div>` : nothing}
      ${pictureOf(picture, { sizes: '(min-width: 760px) 440px, 90vw' })}
    </div>
  </li>`;
}

/** What a row of events is called when it has no heading: its first and its last moment. */
const span = (events: readonly Happening[]): string =>
  [...new Set([events[0]?.when, events.at(-1)?.when])].filter(Boolean).join(' – ');

export const section: SectionView<TimelineContent> = {
  styles,
  render({ events, ...above }, context) {
    const { variant } = context;
    const level = belowOf(above.heading, context);
    const look = variant === 'horizontal' || variant === 'alternating' ? variant : 'vertical';
    const list = html`<ol class="events ${look}" role="list">
      ${events.map((event) => happening(event, level))}
    </ol>`;
    return html`${headingsOf(above, context)}
    ${
      look === 'horizontal'
        ? html`<div class="row" tabindex="0" role="group" aria-label=${above.heading ?? span(events)}>${list}</div>`
        : list
    }`;
  },
};
