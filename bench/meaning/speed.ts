import { localEmbedder } from '../../edge-api/adapters/embeddings/local.ts';
import { queryVectors } from '../../edge-api/adapters/embeddings/query-vectors.ts';
import { recommendationRepository } from '../../edge-api/repositories/recommendations.ts';
import { syntheticCatalogue } from '../../edge-api/repositories/catalogue-synthetic.test-support.ts';
import { importCatalogue } from '../../edge-api/repositories/catalogue-import.node.ts';
import { vectorRepository } from '../../edge-api/repositories/search-vectors.ts';
import { recommendationService } from '../../edge-api/services/recommendations.ts';
import { meaningService } from '../../edge-api/services/search/meaning.ts';
import { VectorCodes } from '../../edge-api/services/search/vector-codes.ts';
import { SearchMemory } from '../../edge-api/search-memory.ts';
import type { TableRows } from '../../tools/table.ts';
import { cpuMs, meantStore } from './store.ts';

const K = 24;
const ASKED = 30;
const VARIANTS_A_PRODUCT = 2.17;

/** The median milliseconds of CPU that this takes, once warm. */
async function medianMs(times: number, work: (turn: number) => Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  for (let turn = -5; turn < times; turn++) {
    const started = cpuMs();
    await work(Math.abs(turn));
    if (turn >= 0) samples.push(cpuMs() - started);
  }
  return samples.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

async function measure(size: string): Promise<{ nearest: Record<string, string>; taken: Record<string, string> }> {
  const products = Number(size.replace('k', '000').replace('M', '000000'));
  const store = await meantStore((database) =>
    importCatalogue(database, () => syntheticCatalogue(Math.round(products * VARIANTS_A_PRODUCT))).then(
      () => undefined,
    ),
  );
  const { database } = store;
  const vectors = vectorRepository(database);
  const { most } = await vectors.begin([]);
  const seeds = Array.from({ length: ASKED + 5 }, (_, turn) => 1 + Math.floor((turn * most) / (ASKED + 5)));
  const asked: Float32Array[] = [];
  for (const row of seeds) asked.push((await vectors.begin([row])).vectors[0]!);
  const candidates = 1000;
  const bySql = Math.min(4000, Math.max(candidates, Math.ceil(most / 25)));
  const loading = cpuMs();
  const codes = new VectorCodes();
  await codes.advance(vectors, async () => undefined);
  const loaded = cpuMs() - loading;

  const inMemory = (vector: Float32Array) => vectors.nearest(vector, K, codes.nearest(vector, candidates));
  let inSql = 0;
  let remembered = 0;
  for (const vector of asked) {
    const exact = new Set((await vectors.nearest(vector, K)).map(({ row }) => row));
    const share = (found: readonly { row: number }[]) => found.filter(({ row }) => exact.has(row)).length / exact.size;
    inSql += share(await vectors.nearestByBits(vector, K, bySql)) / asked.length;
    remembered += share(await inMemory(vector)) / asked.length;
  }
  const ms = async (find: (vector: Float32Array) => Promise<unknown>) =>
    (await medianMs(ASKED, (turn) => find(asked[turn]!))).toFixed(2);
  const nearest = {
    products: String(most),
    'every vector': await ms((vector) => vectors.nearest(vector, K)),
    'bits in SQL': `${await ms((vector) => vectors.nearestByBits(vector, K, bySql))} (recall ${inSql.toFixed(3)})`,
    'bits in memory': `${await ms(inMemory)} (recall ${remembered.toFixed(3)})`,
    'reading the bits': loaded.toFixed(0),
    'their bytes': String(codes.bytes),
    'vectors made, a second of CPU': String(Math.round(most / (store.embedCpuMs / 1000))),
  };

  const rows = await database.all(
    `SELECT handle FROM products WHERE rowid IN (${seeds.join(',')}) AND status = 'active' AND published = 1`,
  );
  const handles = rows.map(({ handle }) => String(handle));
  const memory = new SearchMemory({ maxBytes: 256e6, shares: true }).of('bench');
  const onTrouble = (what: string, error: unknown) => {
    throw new Error(what, { cause: error });
  };
  const serviceOf = (shelf: typeof memory | undefined) => {
    const meaning = meaningService({ vectors, queries: queryVectors(localEmbedder), memory: shelf, onTrouble });
    return recommendationService(recommendationRepository(database), meaning);
  };
  const [remembering, forgetful] = [serviceOf(memory), serviceOf(undefined)];
  const handle = (turn: number) => handles[turn % handles.length]!;
  const taken = {
    products: String(most),
    'for a product': (
      await medianMs(ASKED, (turn) => remembering.forProduct(handle(turn), { kind: 'auto', limit: 8 }))
    ).toFixed(2),
    'without memory': (
      await medianMs(ASKED, (turn) => forgetful.forProduct(handle(turn), { kind: 'auto', limit: 8 }))
    ).toFixed(2),
    'for a cart of three': (
      await medianMs(ASKED, (turn) =>
        remembering.forProducts({
          products: [0, 1, 2].map((more) => handle(turn + more)).join(','),
          kind: 'auto',
          limit: 8,
        }),
      )
    ).toFixed(2),
    'for nothing named': (
      await medianMs(ASKED, () => remembering.forProducts({ products: '', kind: 'auto', limit: 8 }))
    ).toFixed(2),
  };
  store.close();
  return { nearest, taken };
}

export async function speedTables(sizes: readonly string[]): Promise<{ title: string; rows: TableRows }[]> {
  const measured = [];
  for (const size of sizes) measured.push(await measure(size));
  return [
    { title: `The ${K} nearest`, rows: measured.map(({ nearest }) => nearest) },
    { title: 'Recommendations', rows: measured.map(({ taken }) => taken) },
  ];
}
