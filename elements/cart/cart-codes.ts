import { html, nothing, type TemplateResult } from 'lit';
import { cross, tick } from '../internal/icons.ts';
import type { CartState } from '../stores/cart-store.ts';
import type { BesideUi } from './cart-beside.ts';

const same = (a: string | null, b: string): boolean => a?.toUpperCase() === b.toUpperCase();

function renderCode(ui: BesideUi, code: string, { quote, quoting }: CartState): TemplateResult {
  const { say } = ui;
  const rejected = quote?.rejectedCodes.find((one) => same(one.code, code));
  const amounts = quote?.discounts.filter((one) => same(one.code, code)) ?? [];
  const [first] = amounts;
  const off = first && {
    ...first.amount,
    amountMinor: -amounts.reduce((sum, { amount }) => sum + amount.amountMinor, 0),
  };
  const why = rejected && !quoting ? say(`code_${rejected.reason}`) : '';
  return html`<li class=${why ? 'rejected' : ''}>
    ${off && !why ? tick : nothing}
    <p>
      <bdi class="code">${code}</bdi>
      ${first?.title && !same(first.title, code) ? html`<span class="aside"><bdi>${first.title}</bdi></span>` : nothing}
      ${why ? html`<span class="why">${why}</span>` : nothing}
    </p>
    ${off && off.amountMinor && !why ? html`<span class="money good settling">${ui.money(off).replace('-', '−')}</span>` : nothing}
    <button class="icon-button" aria-label=${say('codeRemove', { code })} @click=${() => ui.setCode(code, false)}>
      ${cross}
    </button>
  </li>`;
}

/** The discount codes that were entered, what came of each, and where to enter another. */
export function renderCodes(ui: BesideUi, cart: CartState): TemplateResult {
  const { say } = ui;
  const { codes = [] } = cart;
  const enter = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).querySelector('input')!;
    const code = input.value.trim();
    if (!code) return input.focus();
    input.value = '';
    // Whoever enters another code has read that there is no such one.
    const unknown = cart.quote?.rejectedCodes.filter(({ reason }) => reason === 'unknown') ?? [];
    for (const one of codes)
      if (!same(one, code) && unknown.some((rejected) => same(rejected.code, one))) ui.setCode(one, false);
    ui.setCode(code, true);
  };
  return html`<div class="codes">
    <details>
      <summary class="tertiary">${say('codeTitle')}</summary>
      <form @submit=${enter}>
        <div class="field">
          <input
            part="input-field"
            aria-label=${say('codeTitle')}
            maxlength="64"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            enterkeyhint="done"
          />
          <button class="secondary" part="secondary-button">${say('codeApply')}</button>
        </div>
      </form>
    </details>
    <ul role="list" aria-live="polite" aria-busy=${cart.quoting}>
      ${codes.map((code) => renderCode(ui, code, cart))}
    </ul>
  </div>`;
}
