import { readFile } from 'node:fs/promises';
import { composeStore } from '../edge-api/compose.ts';
import { NewBlock } from '../edge-api/contract/blocks-admin.ts';
import type { Database } from '../edge-api/db/database.ts';
import type { RegisteredStore } from '../edge-api/repositories/stores.ts';
import { EXAMPLES } from '../sandbox/examples/examples.ts';

/** One block of a sample shop, as `demo/shops/*\/blocks.json` names it: an example, or one of `demo/blocks/`. */
interface SampleBlock {
  readonly example?: string;
  readonly sample?: string;
  readonly name?: string;
  readonly title?: string;
  /** What its settings are to begin with, where that is not as the example has it. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

type Wish = Pick<NewBlock, 'title' | 'texts' | 'source'> & {
  readonly settings: readonly Readonly<Record<string, unknown>>[];
};

const ACTOR = 'sample shops';
const demo = new URL('../demo/', import.meta.url);

const read = (path: string): Promise<string> => readFile(new URL(path, demo), 'utf8');

async function wishOf({ example, sample }: SampleBlock): Promise<Wish> {
  if (sample !== undefined) {
    const [about, source] = await Promise.all([read(`blocks/${sample}.json`), read(`blocks/${sample}.js`)]);
    return { ...(JSON.parse(about) as Omit<Wish, 'source'>), source };
  }
  const found = EXAMPLES.find(({ name }) => name === example);
  if (!found) throw new Error(`There is no example "${example}".`);
  return found as unknown as Wish;
}

async function blockOf(block: SampleBlock): Promise<NewBlock> {
  const { title, source, settings, texts } = await wishOf(block);
  const defaults = block.defaults ?? {};
  return NewBlock.parse({
    name: block.name ?? block.sample,
    title: block.title ?? title,
    source,
    texts,
    settings: settings.map((setting) =>
      Object.hasOwn(defaults, String(setting['id']))
        ? { ...setting, default: defaults[String(setting['id'])] }
        : setting,
    ),
  });
}

/** Gives a sample shop its blocks and publishes them, unless it has one already. */
export async function makeSampleBlocks(store: RegisteredStore, database: Database): Promise<void> {
  if (await database.first('SELECT 1 FROM blocks LIMIT 1')) return;
  const onTrouble = (what: string, error: unknown) => console.error(`Could not ${what}.`, error);
  const { blocks } = composeStore(store, database, { live: null, now: Date.now, onTrouble });
  for (const sample of JSON.parse(await read(`shops/${store.handle}/blocks.json`)) as SampleBlock[]) {
    const { name } = await blocks.create(await blockOf(sample), ACTOR);
    await blocks.publish(name, ACTOR);
  }
}
