/** A process that makes the vectors of the store in a file, and says so after each step: it is there to be killed. */
import { localEmbedder } from '../../adapters/embeddings/local.ts';
import { createNode, fileAddress } from '../../db/open.node.ts';
import { openStoreDatabase } from '../../db/open.ts';
import { vectorRepository } from '../../repositories/search-vectors.ts';
import { embedProducts } from './embed-products.ts';

const database = openStoreDatabase(fileAddress(process.argv[2]!), createNode);
const said = (line: string) => new Promise<void>((resolve) => process.stdout.write(`${line}\n`, () => resolve()));
const vectors = vectorRepository(database);
await embedProducts(
  {
    vectors: {
      ...vectors,
      async write(...batch) {
        await said('writing');
        await vectors.write(...batch);
      },
    },
    embedder: localEmbedder,
    now: () => 0,
  },
  { untilMs: Infinity },
);
await said('done');
