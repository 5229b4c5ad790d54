/** Run by itself: builds one library's index over the products of a data folder and searches in it; all of them keep it in memory. */
import { openDatabases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { privateKiB } from '../stores/measure.ts';
import { making } from './catalogue.ts';
import { peakMiB, taskOf } from './children.ts';
import { documentsOf } from './contestants/contestant.ts';
import { fts5Contestants, PlainFts5 } from './contestants/fts5.ts';
import { flexSearch } from './contestants/flexsearch.ts';
import { miniSearch } from './contestants/minisearch.ts';
import { orama } from './contestants/orama.ts';
import { requestsFor } from './requests.ts';
import { STORE } from './store.ts';

export interface RivalTask {
  readonly rival: keyof typeof RIVALS;
  readonly data: string;
  readonly size: number;
  readonly requests: number;
}

export interface RivalMeasured {
  readonly name: string;
  readonly indexSeconds: number;
  /** Milliseconds of each search for 24 products. */
  readonly samples: readonly number[];
  /** Memory that the index took, beside the documents. */
  readonly ownMiB: number;
  readonly peakMiB: number;
}

const RIVALS = {
  bm25: async (documents: Parameters<typeof miniSearch>[0]) => {
    const index = new PlainFts5();
    await index.add(documents);
    const contestant = fts5Contestants(index)[0]!;
    return { ...contestant, close: () => index.close() };
  },
  minisearch: async (documents: Parameters<typeof miniSearch>[0]) => miniSearch(documents)[0]!,
  orama: async (documents: Parameters<typeof miniSearch>[0]) => (await orama(documents))[0]!,
  flexsearch: async (documents: Parameters<typeof miniSearch>[0]) => flexSearch(documents, ['tolerant'])[0]!,
};

const { rival, data, size, requests } = taskOf<RivalTask>();
const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
const lease = await databases.lease((await databases.stores.find(STORE))!);
const documents = await documentsOf(lease.database);
lease.release();
databases.close();
const before = privateKiB();
const started = performance.now();
const contestant = await RIVALS[rival](documents);
const indexSeconds = (performance.now() - started) / 1000;
const drawn = requestsFor(making(size), 4);
const samples: number[] = [];
for (let at = -20; at < requests; at += 1) {
  const asked = performance.now();
  await contestant.find(drawn.query(), 24);
  if (at >= 0) samples.push(performance.now() - asked);
}
const answer: RivalMeasured = {
  name: contestant.name,
  indexSeconds,
  samples,
  ownMiB: (privateKiB() - before) / 1024,
  peakMiB: peakMiB(),
};
contestant.close?.();
console.log(JSON.stringify(answer));
