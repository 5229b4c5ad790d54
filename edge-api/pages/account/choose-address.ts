import { html } from 'hono/html';
import type { PostalAddress } from '../../contract/addresses.ts';
import { shownAddress } from '../address-parts.ts';
import type { AreaFrame } from './home.ts';
import { type Asked, askedFields, entry, type Html, own, submit } from './layout.ts';

/** Lets the shopper choose which one address a page of the merchant's gets, and says which page that is. */
export function chooseAddressPage(
  page: AreaFrame,
  asked: Asked,
  saved: readonly { readonly id: string; readonly address: PostalAddress }[],
): Html {
  return entry(
    page,
    page.say('chooseAddress'),
    html`<p class="lead">${page.say('chooseAddressLead', { host: new URL(asked.origin).host })}</p>
      ${saved.length === 0 ? html`<p class="quiet">${page.say('noAddresses')}</p>` : ''}
      <ul class="list">
        ${saved.map(({ id, address }) => {
          const text = shownAddress(address, page.locale).join('\n');
          return html`<li>
            <address id="a-${id}">${text}</address>
            <form method="post" action="${page.base}/choose-address" aria-describedby="a-${id}">
              ${own(page)}${askedFields(asked)}<input
                type="hidden"
                name="id"
                value="${id}"
              />${submit(page.say('useAddress'), 'second small')}
            </form>
          </li>`;
        })}
      </ul>`,
    { foot: html`<a href="${page.base}/addresses">${page.say('addresses')}</a>`, unhurried: true },
  );
}

/** Hands the chosen address to the window that opened this one; what is said at first is for where there is none. */
export const chosenAddressPage = (page: AreaFrame, { origin, state }: Asked, address: PostalAddress): Html =>
  entry(
    page,
    page.say('chooseAddress'),
    html`<p
      role="status"
      data-address="${JSON.stringify(address)}"
      data-origin="${origin}"
      data-state="${state}"
      data-done="${page.say('addressSent')}"
    >
      ${page.say('addressNotSent')}
    </p>`,
    { scripts: ['chosen-address.js'] },
  );
