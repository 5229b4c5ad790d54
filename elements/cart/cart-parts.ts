import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CartLine } from '../../edge-api/contract/cart-log.ts';
import { bag } from '../internal/icons.ts';
import type { CartState } from '../stores/cart-store.ts';
import { renderLine } from './cart-line.ts';
import type { CartUi } from './cart-ui.ts';
import type { RemovedLine } from './line-changes.ts';

/** What is not as it should be, said kindly. */
export function renderNotices(
  { say }: CartUi,
  cart: CartState,
  kept: boolean,
  retry: () => void,
): TemplateResult | typeof nothing {
  return html`${
    cart.status === 'offline' || cart.closed
      ? html`<div class="notice" role="status"><p>${say(cart.closed ? 'closed' : 'offline')}</p></div>`
      : nothing
  }
  ${cart.status === 'failed' || !kept ? html`<div class="notice bad" role="alert"><p>${say('failed')}</p></div>` : nothing}
  ${
    cart.quoteFailed && cart.status !== 'offline' && !cart.closed
      ? html`<div class="notice bad" role="status">
          <p>${say('pricesFailed')}</p>
          <button part="tertiary-button" @click=${retry}>${say('retry')}</button>
        </div>`
      : nothing
  }`;
}

function renderWaiting({ say }: CartUi, count: number): TemplateResult {
  return html`<ul aria-busy="true">
    ${Array.from(
      { length: Math.min(count || 1, 4) },
      () =>
        html`<li class="line">
          <div class="picture placeholder"></div>
          <div class="about"><p class="placeholder text">${say('loading')}</p></div>
        </li>`,
    )}
  </ul>`;
}

function renderRemoved({ say, putBack }: CartUi, removed: RemovedLine): TemplateResult {
  const { title } = removed;
  return html`<li class="undo">
    <p>${say('removed', { title })}</p>
    <button
      class="tertiary"
      part="tertiary-button"
      aria-label=${say('undoLine', { title })}
      @click=${() => putBack(removed)}
    >
      ${say('undo')}
    </button>
  </li>`;
}

/** The lines, each removed one where it stood; their room while they are on their way. */
export function renderLines(ui: CartUi, cart: CartState, removed: readonly RemovedLine[]): TemplateResult {
  if (!cart.lines.length && !removed.length) return renderWaiting(ui, cart.count);
  const rows: (CartLine | RemovedLine)[] = [...cart.lines];
  for (const one of removed) rows.splice(one.index, 0, one);
  return html`<ul class="lines" role="list" aria-busy=${cart.quoting}>
    ${repeat(
      rows,
      (row) => ('line' in row ? `removed ${row.line.key}` : row.key),
      (row) =>
        'line' in row
          ? renderRemoved(ui, row)
          : renderLine(ui, { line: row, quoted: cart.quote?.lines.find(({ key }) => key === row.key) }),
    )}
  </ul>`;
}

/** What the shopper writes to the shop. */
export function renderNote({ say }: CartUi, note: string, save: (text: string) => void): TemplateResult {
  return html`<div class="note">
    <label for="note">${say('note')}</label>
    <textarea
      id="note"
      part="input-field"
      maxlength="2000"
      placeholder=${say('noteHint')}
      .value=${note}
      @change=${(event: Event) => save((event.target as HTMLTextAreaElement).value.trim())}
    ></textarea>
  </div>`;
}

/** An invitation, with a link to the shop or, without one, a button that does `leave`. */
export function renderEmpty(
  { say }: CartUi,
  shopUrl: string,
  leave: (() => void) | undefined,
  toOrder: (() => void) | undefined,
): TemplateResult {
  return html`<div class="empty">
    <slot name="empty">
      ${bag}
      <strong>${say('emptyTitle')}</strong>
      <p>${say('emptyText')}</p>
      ${
        shopUrl
          ? html`<a class="secondary" part="secondary-button" href=${shopUrl}>${say('shop')}</a>`
          : leave
            ? html`<button class="secondary" part="secondary-button" @click=${leave}>${say('shop')}</button>`
            : nothing
      }
    </slot>
    ${
      toOrder
        ? html`<button class="secondary" part="secondary-button" @click=${toOrder}>${say('ordered')}</button>`
        : nothing
    }
  </div>`;
}
