import type { StoreAnswer } from '../contract/stores.ts';
import type { ShippingMethod, ShippingRules } from '../repositories/selling-rules.ts';
import type { StateRepository } from '../repositories/state.ts';
import { type InCurrency, inCurrencyOf } from './currencies.ts';
import type { MenuSettings } from './menu.ts';
import { storeSummary, type Versioned } from './summary.ts';

export interface ShownStore extends Versioned<StoreAnswer> {
  /** Whether cards are taken by Stripe's form, in the page the shopper is on. */
  readonly stripeForm: boolean;
  /** Menus as the merchant has set them. */
  readonly menu: MenuSettings;
}

export interface StoreService {
  /** Answers of the catalogue in another currency. Throws `currency_unknown`. */
  readonly inCurrency: InCurrency;
  get(): Promise<ShownStore>;
  /** The version that ETags carry. */
  version(): Promise<number>;
  /** Another whenever anything has changed that a visitor could see. */
  stamp(): Promise<string>;
}

/** Countries a method delivers to; empty is everywhere. */
function countriesOf({ countries, zone }: ShippingMethod, { zones }: ShippingRules): readonly string[] {
  const area = zones.find(({ id }) => id === zone)?.countries ?? [];
  if (countries.length === 0 || area.length === 0) return countries.length ? countries : area;
  return countries.filter((country) => area.includes(country));
}

export function storeService(state: StateRepository, features: { liveCart: boolean }): StoreService {
  return {
    async get() {
      const current = await state.get();
      const { settings } = current;
      // One method that delivers everywhere makes the whole list "everywhere", which is written as the empty list.
      const reached = settings.shipping.methods.map((method) => countriesOf(method, settings.shipping));
      const everywhere = reached.some((countries) => countries.length === 0);
      const shipsTo = everywhere ? [] : [...new Set(reached.flat())];
      return {
        version: current.catalogueVersion,
        stripeForm: settings.paymentMethods.some(({ provider, mode }) => provider === 'stripe' && mode === 'element'),
        menu: settings.menu,
        body: {
          store: {
            ...storeSummary(current),
            languages: settings.languages.length ? settings.languages : [current.locale],
            features: { search: true, liveCart: features.liveCart },
            paymentMethods: settings.paymentMethods.map(({ id, title, description }) => ({ id, title, description })),
            checkout: {
              recoveryMails: settings.checkout.recoveryMails,
              marketingConsent: settings.checkout.marketingConsent,
            },
            shipsTo: shipsTo.sort(),
            currencies: [current.currency, ...settings.currencies.map(({ currency }) => currency)],
          },
        },
      };
    },
    version: () => state.catalogueVersion(),
    stamp: () => state.stamp(),
    inCurrency: inCurrencyOf(state),
  };
}
