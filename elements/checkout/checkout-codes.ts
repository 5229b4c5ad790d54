import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { Text } from '../internal/strings.ts';
import type { StoreContext } from '../store/context.ts';
import type { CheckoutEntries } from './checkout-entries.ts';
import type { CheckoutKey } from './checkout.strings.ts';

/** What the discount codes need of the checkout. */
export interface CodesUi {
  readonly say: Text<CheckoutKey>;
  readonly codes: readonly string[];
  readonly prices: { readonly quote: Quote | undefined; readonly busy: boolean };
  set(codes: readonly string[]): void;
}

/** The codes entered: the cart's, or before its code is there those of the form. */
export const codesOf = (
  { cart }: Pick<StoreContext, 'cart'>,
  entries: Pick<CheckoutEntries, 'codes'>,
): readonly string[] => cart.value.codes ?? entries.codes;

/** Enters and removes codes, in the cart where it takes them, so that they are there in every tab. */
export async function enterCodes({ cart }: Pick<StoreContext, 'cart'>, codes: readonly string[]): Promise<void> {
  const actions = await cart.more?.();
  const before = cart.value.codes ?? [];
  for (const code of before) if (!codes.includes(code)) await actions?.setCode(code, false);
  for (const code of codes) if (!before.includes(code)) await actions?.setCode(code, true);
}

/** Codes are the same without regard to case and width, as the edge has it. */
const sameCode = (a: string, b: string): boolean => folded(a) === folded(b);
const folded = (code: string): string => code.normalize('NFKC').trim().toLowerCase();

/** Codes that have an effect, or whose effect is not known yet. */
export const goodCodes = (codes: readonly string[], quote: Quote | undefined): string[] =>
  codes.filter((code) => !quote?.rejectedCodes.some((rejected) => sameCode(rejected.code, code)));

/** Without those that do not exist: whoever enters another code has read so. */
const knownCodes = (codes: readonly string[], quote: Quote | undefined): string[] =>
  codes.filter((code) => !quote?.rejectedCodes.some((one) => one.reason === 'unknown' && sameCode(one.code, code)));

/** The list with a code more, once. */
export const withCode = (codes: readonly string[], code: string): string[] =>
  codes.some((known) => sameCode(known, code)) ? [...codes] : [...codes, code.trim().slice(0, 64)].slice(-10);

const REASONS = {
  unknown: 'codeUnknown',
  expired: 'codeExpired',
  used_up: 'codeUsedUp',
  minimum_not_met: 'codeMinimum',
  no_matching_items: 'codeNoItems',
  no_matching_delivery: 'codeNoDelivery',
  not_combinable: 'codeNotCombinable',
} as const satisfies Record<Quote['rejectedCodes'][number]['reason'], CheckoutKey>;

function renderCode({ say, codes, prices, set }: CodesUi, code: string): TemplateResult {
  const { quote, busy } = prices;
  const remove = (event: Event): void => {
    const input = (event.currentTarget as HTMLElement).closest('.codes')!.querySelector('input')!;
    set(codes.filter((known) => known !== code));
    input.focus();
  };
  const rejected = quote?.rejectedCodes.find((one) => sameCode(one.code, code));
  const applied = quote?.discounts.some((one) => one.code !== null && sameCode(one.code, code));
  const words = rejected
    ? say(REASONS[rejected.reason])
    : applied
      ? say('codeApplied')
      : busy
        ? say('codeChecking')
        : '';
  return html`<li class=${rejected ? 'rejected' : ''}>
    <span class="code"><bdi>${code}</bdi></span>
    <span class=${rejected ? 'error' : 'hint'}>${words}</span>
    <button
      type="button"
      class="tertiary"
      part="tertiary-button"
      aria-label=${say('codeRemoveOf', { code })}
      @click=${remove}
    >
      ${say('codeRemove')}
    </button>
  </li>`;
}

/** A field for discount codes, with those entered and what became of each. */
export function renderCodes(ui: CodesUi): TemplateResult {
  const { say, codes, prices, set } = ui;
  const take = (event: Event): void => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLElement).closest('.codes')!.querySelector('input')!;
    if (!input.value.trim()) return input.focus();
    set(withCode(knownCodes(codes, prices.quote), input.value));
    input.value = '';
  };
  return html`<div class="codes">
    <div class="field">
      <label for="code">${say('code')}</label>
      <div class="with-button">
        <input
          id="code"
          part="input-field"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          maxlength="64"
          enterkeyhint="done"
          @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && !event.isComposing && take(event)}
        />
        <button type="button" class="secondary" part="secondary-button" @click=${take}>${say('codeApply')}</button>
      </div>
    </div>
    <ul role="list" aria-live="polite">
      ${
        codes.length
          ? repeat(
              codes,
              (code) => code,
              (code) => renderCode(ui, code),
            )
          : nothing
      }
    </ul>
  </div>`;
}
