import { html, nothing, type TemplateResult } from 'lit';
import type { ComparisonContent } from '../../edge-api/contract/sections/comparison.ts';
import { styles } from './comparison.styles.ts';
import { answerOf, tableOf } from './section-table.ts';
import {
  belowOf,
  columnsOf,
  headingOf,
  headingsOf,
  linkOf,
  type SectionContext,
  type SectionView,
} from './section-view.ts';

/** All in one table: as ruled lines, or (`versus`) with what is compared in large letters, on both sides of each label. */
function table({ heading, columns, rows }: ComparisonContent, context: SectionContext): TemplateResult {
  const name = heading ?? columns.map(({ name }) => name).join(', ');
  return tableOf(
    {
      name,
      columns: columns.map(({ name, link, highlighted }) => ({
        head: html`<span class="name">${name}</span>`,
        foot: linkOf(link, 'arrow'),
        chosen: highlighted,
      })),
      rows,
    },
    context,
    context.variant === 'versus' ? 'versus' : 'plain',
  );
}

/** A card for each column, with every row that has a value for it. */
function cards({ heading, columns, rows }: ComparisonContent, context: SectionContext): TemplateResult {
  return html`<ul class=${columnsOf(columns.length, 3)} role="list">
    ${columns.map(
      ({ name, link, highlighted }, at) =>
        html`<li class="card ${highlighted ? 'first' : ''}">
          ${headingOf(belowOf(heading, context), name, 'name')}
          <dl>
            ${rows.map(({ label, values }) =>
              values[at] === undefined
                ? nothing
                : html`<div>
                    <dt>${label}</dt>
                    <dd>${answerOf(values[at], context)}</dd>
                  </div>`,
            )}
          </dl>
          ${linkOf(link, highlighted ? 'primary' : 'secondary')}
        </li>`,
    )}
  </ul>`;
}

export const section: SectionView<ComparisonContent> = {
  styles,
  render(content, context) {
    return html`${headingsOf(content, context)} ${(context.variant === 'cards' ? cards : table)(content, context)}
    ${content.note ? html`<p class="note">${content.note}</p>` : nothing}`;
  },
};
