import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localEmbedder } from '../../edge-api/adapters/embeddings/local.ts';
import type { StoreDatabase } from '../../edge-api/db/database.ts';
import { emptyStore } from '../../edge-api/repositories/catalogue.test-support.ts';
import { importCatalogue } from '../../edge-api/repositories/catalogue-import.node.ts';
import { vectorRepository } from '../../edge-api/repositories/search-vectors.ts';
import { embedProducts } from '../../edge-api/services/search/embed-products.ts';

/** A store of a bench, with how long its vectors took. */
export interface MeantStore {
  readonly database: StoreDatabase;
  readonly embedCpuMs: number;
  close(): void;
}

/** Milliseconds of CPU this process has had. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Makes a store with this catalogue and its vectors, in a folder that goes with it. */
export async function meantStore(fill: string | ((database: StoreDatabase) => Promise<void>)): Promise<MeantStore> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-meaning-'));
  const database = await emptyStore(folder);
  if (typeof fill === 'string') await importCatalogue(database, () => createReadStream(fill));
  else await fill(database);
  const started = cpuMs();
  await embedProducts(
    { vectors: vectorRepository(database), embedder: localEmbedder, now: Date.now },
    { untilMs: Infinity },
  );
  return {
    database,
    embedCpuMs: cpuMs() - started,
    close() {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
