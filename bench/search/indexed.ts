import type { StoreDatabase } from '../../edge-api/db/database.ts';

/** Brings what is derived from the catalogue up to date: the text index follows the products by triggers. */
export async function bringUpToDate(_database: StoreDatabase): Promise<void> {}
