import type { MediaServing } from './compose-media.ts';
import type { Database } from './db/database.ts';
import { mediaRepository } from './repositories/media.ts';
import { stateRepository } from './repositories/state.ts';
import { themeRepository } from './repositories/themes.ts';
import { logoReader } from './services/themes/shop-logo.ts';
import { themeService, type ThemeService } from './services/themes/store-themes.ts';

/** Everything about a store's looks. */
export interface ThemeServices {
  readonly themes: ThemeService;
}

/** Builds the services of a store's looks. */
export function composeThemes(
  database: Database,
  {
    store: { id, handle = '' },
    serving,
    now,
  }: { store: { id: string; handle?: string }; serving: MediaServing | null | undefined; now: () => number },
): ThemeServices {
  const logos = logoReader({
    store: { id, handle },
    media: mediaRepository(database),
    ports: serving?.ports ?? null,
    address: async () => (await stateRepository(database).get()).settings.branding?.logo ?? null,
  });
  return { themes: themeService(themeRepository(database), { handle, logos, now }) };
}
