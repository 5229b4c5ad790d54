import { html, nothing, type TemplateResult } from 'lit';
import type { CartLine } from '../../edge-api/contract/cart-log.ts';
import { GIFT_MESSAGE, GIFT_WRAP, giftOf, writtenOptions } from '../internal/line-options.ts';
import type { BesideUi } from './cart-beside.ts';

/** Characters of a card; the log takes more, a card does not. */
const CARD_MAX = 250;

/** What the fields of the form mean as options of the line. */
function optionsOf(form: HTMLFormElement, line: CartLine, gifts: boolean): Record<string, string> {
  const options = { ...line.options };
  const fields = new FormData(form);
  const put = (name: string, text: string): void => {
    if (text) options[name] = text;
    else delete options[name];
  };
  const textOf = (field: string): string => {
    const value = fields.get(field);
    return typeof value === 'string' ? value.trim() : '';
  };
  writtenOptions(line.options).forEach(([name], at) => put(name, textOf(`text-${at}`)));
  if (gifts) {
    put(GIFT_WRAP, fields.has('wrap') ? 'yes' : '');
    put(GIFT_MESSAGE, fields.has('wrap') ? textOf('message') : '');
  }
  return options;
}

/** The form in which a shopper changes what is written for a line, and makes it a gift. */
export function renderLineForm(
  { say, gifts }: BesideUi,
  line: CartLine,
  save: (options: Record<string, string>) => void,
  cancel: () => void,
): TemplateResult {
  const gift = giftOf(line.options);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    save(optionsOf(event.currentTarget as HTMLFormElement, line, gifts));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // The drawer would close, and take what was written with it.
    event.preventDefault();
    event.stopPropagation();
    cancel();
  };
  return html`<form class="line-form" @submit=${submit} @keydown=${onKey}>
    ${writtenOptions(line.options).map(
      ([name, text], at) =>
        html`<label
          ><span><bdi>${name}</bdi></span>
          <input part="input-field" name="text-${at}" maxlength="500" autocomplete="off" dir="auto" .value=${text}
        /></label>`,
    )}
    ${
      gifts
        ? html`<label class="check"
              ><input type="checkbox" name="wrap" .checked=${gift.wrap} /> <span>${say('giftWrap')}</span></label
            >
            <label class="card"
              ><span>${say('giftMessage')}</span>
              <textarea
                part="input-field"
                name="message"
                maxlength=${CARD_MAX}
                rows="3"
                dir="auto"
                placeholder=${say('giftHint')}
                .value=${gift.message}
              ></textarea>
            </label>`
        : nothing
    }
    <div class="form-actions">
      <button class="secondary" part="secondary-button" type="submit">${say('save')}</button>
      <button class="tertiary" part="tertiary-button" type="button" @click=${cancel}>${say('cancel')}</button>
    </div>
  </form>`;
}
