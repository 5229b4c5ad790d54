import { html, nothing, type TemplateResult } from 'lit';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Product, UnitPrice, Variant } from '../../edge-api/contract/products.ts';
import { formatMoney } from '../internal/money.ts';
import type { Text } from '../internal/strings.ts';
import type { english } from './product.strings.ts';
import { variantsWithin, type Choice } from './variant-choice.ts';

type Words = Text<keyof typeof english>;

/** Units that `Intl` can write in every language (ECMA-402, sanctioned simple units); others are shown by their symbol. */
const UNITS: Readonly<Record<string, string>> = {
  g: 'gram',
  kg: 'kilogram',
  ml: 'milliliter',
  l: 'liter',
  mm: 'millimeter',
  cm: 'centimeter',
  m: 'meter',
  in: 'inch',
  ft: 'foot',
  yd: 'yard',
  oz: 'ounce',
  lb: 'pound',
  'fl oz': 'fluid-ounce',
  gal: 'gallon',
};

/** A measure as its readers write it, such as "100 ml", and "kg" for one of it. */
export function formatMeasure({ quantity, unit }: UnitPrice, locale: string): string {
  try {
    const known = UNITS[unit];
    const format = new Intl.NumberFormat(locale, known ? { style: 'unit', unit: known, maximumFractionDigits: 6 } : {});
    if (quantity !== 1) return known ? format.format(quantity) : `${format.format(quantity)} ${unit}`;
    const [name] = format.formatToParts(1).filter(({ type }) => type === 'unit');
    return name?.value ?? unit;
  } catch {
    return quantity === 1 ? unit : `${quantity} ${unit}`;
  }
}

/** What a measure costs, such as "€3.98 / 100 ml". */
export const formatUnitPrice = (unit: UnitPrice, locale: string): string =>
  `${formatMoney(unit.price, locale)} / ${formatMeasure(unit, locale)}`;

/** Prices from the lowest to the highest, or the one there is. */
function formatRange(low: Money, high: Money, locale: string): string {
  const [from, to] = [formatMoney(low, locale), formatMoney(high, locale)];
  return low.amountMinor === high.amountMinor ? from : `${from} – ${to}`;
}

/**
 * The price of what is chosen, with the one before where it is reduced, and what a measure costs. As long as the choice
 * leaves several variants open, or means one that is not made, from the lowest to the highest price there is.
 */
export function renderPrice(
  product: Product,
  choice: Choice,
  variant: Variant | undefined,
  text: Words,
  locale: string,
): TemplateResult {
  const open = variantsWithin(product, choice);
  const prices = (variant ? [variant] : open.length ? open : product.variants).map(({ price }) => price);
  const byAmount = prices.toSorted((one, other) => one.amountMinor - other.amountMinor);
  const [low = product.priceMin, high = byAmount.at(-1) ?? product.priceMax] = [byAmount[0]];
  const before = variant?.compareAtPrice;
  const sale = before && before.amountMinor > low.amountMinor ? before : undefined;
  const unit = variant?.unitPrice;
  return html`<div class="prices">
    <p class="price-line ${sale ? 'sale' : ''}">
      <span class="price money" part="price"
        ><span class="visually-hidden">${text('price')} </span>${formatRange(low, high, locale)}</span
      >
      ${
        sale
          ? html`<s class="before money" part="compare-at-price"
                ><span class="visually-hidden">${text('before')} </span>${formatMoney(sale, locale)}</s
              ><span class="badge" part="badge">${text('sale')}</span>`
          : nothing
      }
    </p>
    ${
      product.variants.some(({ unitPrice }) => unitPrice)
        ? html`<p class="unit-price money" part="unit-price">
            ${
              unit
                ? html`<span class="visually-hidden">${text('unitPrice')} </span>${formatUnitPrice(unit, locale)}`
                : nothing
            }
          </p>`
        : nothing
    }
  </div>`;
}
