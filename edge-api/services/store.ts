import type { StoreAnswer } from '../contract/stores.ts';
import type { StateRepository } from '../repositories/state.ts';
import { storeSummary, type Versioned } from './summary.ts';

export interface StoreService {
  get(): Promise<Versioned<StoreAnswer>>;
  /** The version that ETags carry. */
  version(): Promise<number>;
}

export function storeService(state: StateRepository, features: { liveCart: boolean }): StoreService {
  return {
    async get() {
      const current = await state.get();
      const { settings } = current;
      // One method that delivers everywhere makes the whole list "everywhere", which is written as the empty list.
      const everywhere = settings.shipping.methods.some(({ countries }) => countries.length === 0);
      const shipsTo = everywhere ? [] : [...new Set(settings.shipping.methods.flatMap(({ countries }) => countries))];
      return {
        version: current.catalogueVersion,
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
          },
        },
      };
    },
    version: () => state.catalogueVersion(),
  };
}
