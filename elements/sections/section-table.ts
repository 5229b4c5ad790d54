import { html, nothing, svg, type TemplateResult } from 'lit';
import { iconOf } from './section-icons.ts';
import type { SectionContext } from './section-view.ts';

/** A table whose columns are compared, row by row. */
export interface SectionTable {
  /** What it is about, for who cannot see it. */
  readonly name: string;
  readonly columns: readonly {
    readonly head: TemplateResult;
    /** Below all rows, such as a link. */
    readonly foot: TemplateResult | typeof nothing;
    /** The one to look at first. */
    readonly chosen: boolean;
  }[];
  /** Values may be fewer or more than columns: what is missing stays empty, what is too much is left out. */
  readonly rows: readonly { readonly label: string; readonly values: readonly (boolean | string)[] }[];
}

const dash = svg`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M7 12h10" /></svg>`;

/** Yes as a tick, no as a dash, each with its word; words as they are. */
export function answerOf(
  value: boolean | string | undefined,
  { text }: Pick<SectionContext, 'text'>,
): TemplateResult | string | typeof nothing {
  if (typeof value === 'string') return value;
  if (value === undefined) return nothing;
  return html`<span class="answer ${value ? 'yes' : 'no'}">
    ${value ? iconOf('check') : dash}<span class="word">${text(value ? 'yes' : 'no')}</span>
  </span>`;
}

/**
 * Draws a table that scrolls sideways where it finds no room, by touch, wheel and keys. `look` is a class of its frame.
 * The roles are said because a look may lay rows out as a grid, which takes them from a table in some browsers.
 */
export function tableOf(
  { name, columns, rows }: SectionTable,
  context: Pick<SectionContext, 'text'>,
  look: string,
): TemplateResult {
  const chosen = (at: number): string => (columns[at]?.chosen ? 'chosen' : '');
  const cells = (values: readonly (boolean | string)[]): TemplateResult[] =>
    columns.map((_column, at) => html`<td role="cell" class=${chosen(at)}>${answerOf(values[at], context)}</td>`);
  const footed = columns.some(({ foot }) => foot !== nothing);
  return html`<div class="frame ${look} of-${columns.length}" role="group" aria-label=${name} tabindex="0">
    <table role="table">
      <caption class="hidden-text">
        ${name}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <td role="cell" class="corner"></td>
          ${columns.map(({ head }, at) => html`<th role="columnheader" scope="col" class=${chosen(at)}>${head}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(
          ({ label, values }) =>
            html`<tr role="row">
              <th role="rowheader" scope="row">${label}</th>
              ${cells(values)}
            </tr>`,
        )}
      </tbody>
      ${
        footed
          ? html`<tfoot role="rowgroup">
              <tr role="row">
                <td role="cell" class="corner"></td>
                ${columns.map(({ foot }, at) => html`<td role="cell" class=${chosen(at)}>${foot}</td>`)}
              </tr>
            </tfoot>`
          : nothing
      }
    </table>
  </div>`;
}
