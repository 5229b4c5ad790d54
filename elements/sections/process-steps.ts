import { html, nothing, type TemplateResult } from 'lit';
import type { ProcessStepsContent } from '../../edge-api/contract/sections/process-steps.ts';
import { styles } from './process-steps.styles.ts';
import { iconOf } from './section-icons.ts';
import {
  actionsOf,
  belowOf,
  columnsOf,
  headingOf,
  headingsOf,
  paragraphsOf,
  pictureOf,
  type SectionView,
} from './section-view.ts';

type Step = ProcessStepsContent['steps'][number];
/** A list item, given the step's words. Its number is drawn by CSS: an ordered list says it already. */
type Draw = (step: Step, words: TemplateResult) => TemplateResult;

/** Icons and pictures are left to the other looks: here the number is the drawing. */
const numbered: Draw = (_step, words) => html`<li><span class="number"></span>${words}</li>`;

const path: Draw = ({ icon, picture }, words) =>
  html`<li>
    <span class="node">${iconOf(icon) ?? html`<span class="number"></span>`}</span>
    ${words} ${pictureOf(picture, { sizes: '(min-width: 760px) 320px, 80vw' })}
  </li>`;

/** Where one step has a picture, the others show their icon or number in a frame of its size. */
const cards =
  (pictured: boolean): Draw =>
  ({ icon, picture }, words) => {
    const sign = iconOf(icon) ?? html`<span class="number"></span>`;
    const shown = pictureOf(picture, { sizes: '(min-width: 900px) 33vw, (min-width: 560px) 50vw, 100vw' });
    return html`<li class="card">
      ${shown === nothing ? html`<div class=${pictured ? 'picture plate' : 'sign'}>${sign}</div>` : shown} ${words}
    </li>`;
  };

export const section: SectionView<ProcessStepsContent> = {
  styles,
  render({ steps, link, ...above }, context) {
    const level = belowOf(above.heading, context);
    const words = ({ title, text }: Step): TemplateResult =>
      html`<div class="step-words">
        ${headingOf(level, title, 'title')} ${text ? html`<div class="words">${paragraphsOf(text)}</div>` : nothing}
      </div>`;
    const [look, draw]: [string, Draw] =
      context.variant === 'path'
        ? ['path', path]
        : context.variant === 'cards'
          ? [`cards ${columnsOf(steps.length, 3)}`, cards(steps.some(({ picture }) => picture))]
          : [`numbered ${columnsOf(steps.length)}`, numbered];
    return html`${headingsOf(above, context)}
      <ol class="steps ${look}" role="list">
        ${steps.map((step) => draw(step, words(step)))}
      </ol>
      ${actionsOf(link && [link])}`;
  },
};
