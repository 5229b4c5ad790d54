import type { Database } from './db/database.ts';
import { discountRepository } from './repositories/discounts-admin.ts';
import { settingsRepository } from './repositories/settings-write.ts';
import { discountService, type DiscountService } from './services/discounts.ts';
import { settingsService, type SettingsService } from './services/settings.ts';

/** What a merchant rules a store with. */
export interface RuleServices {
  readonly discounts: DiscountService;
  readonly settings: SettingsService;
}

/** Builds the services that set a store's rules. */
export const composeRules = (database: Database, now: () => number): RuleServices => ({
  discounts: discountService(discountRepository(database), now),
  settings: settingsService(settingsRepository(database)),
});
