import type { Database } from './db/database.ts';
import { themeRepository } from './repositories/themes.ts';
import { themeService, type ThemeService } from './services/themes/store-themes.ts';

/** Everything about a store's looks. */
export interface ThemeServices {
  readonly themes: ThemeService;
}

/** Builds the services of a store's looks. */
export const composeThemes = (database: Database, handle: string, now: () => number): ThemeServices => ({
  themes: themeService(themeRepository(database), handle, now),
});
