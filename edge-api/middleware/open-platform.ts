import type { MiddlewareHandler } from 'hono';
import { composePlatform, type PlatformSurroundings } from '../compose-platform.ts';
import type { PlatformDatabase } from '../db/database.ts';
import type { KeyUses } from '../key-uses.ts';
import type { AppEnv } from './env.ts';

/** The platform's database for one piece of work; on Workers a connection must not outlive its request. */
export type LeasePlatform = () => { readonly database: PlatformDatabase; release(): void };

/** Opens the platform's services for the length of a request. */
export const openPlatform =
  (lease: LeasePlatform, surroundings: PlatformSurroundings, keyUses: KeyUses): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const { database, release } = lease();
    c.set('platform', composePlatform(database, surroundings));
    c.set('keyUses', keyUses);
    try {
      await next();
    } finally {
      release();
    }
  };
