import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { sharpCodecs } from '../../edge-api/adapters/media/sharp.node.ts';
import { type Databases, openDatabases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { composeMedia, mediaServing } from '../../edge-api/compose-media.ts';
import { composeStore } from '../../edge-api/compose.ts';
import type { Media } from '../../edge-api/contract/media.ts';
import { ComposePage } from '../../edge-api/contract/page-compose.ts';
import type { Database } from '../../edge-api/db/database.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { importCatalogue } from '../../edge-api/repositories/catalogue-import.node.ts';
import type { RegisteredStore } from '../../edge-api/repositories/stores.ts';
import { textIndexOf } from '../../edge-api/text-index.ts';
import { freePort, serverProcess } from '../../tools/server-process.ts';

const SAMPLE = new URL('../../demo/shops/halden/', import.meta.url);
const STORE = 'halden';
/** Pixels of the pictures that are uploaded, 4 to 5 as the shop's drawings are. */
const PICTURE = { width: 1000, height: 1250 };

/** A store at its own host, on the real server in a process of its own. */
export interface HostedShop {
  /** Such as `http://halden.localhost:40123`, without a slash at the end. */
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Puts the sample shop's drawings into the media library as JPEG, as a merchant has pictures. Answers them by the drawings' addresses. */
async function uploadPictures(
  csv: string,
  store: RegisteredStore,
  database: Database,
  { media: storage }: Databases,
): Promise<Map<string, Media>> {
  const serving = mediaServing({ storage, codecs: sharpCodecs(), sharesWork: true }, (error) => {
    throw error;
  });
  const { media } = composeMedia(database, { store, serving, now: Date.now });
  const pictures = new Map<string, Media>();
  for (const [address, name = ''] of csv.matchAll(/\/media\/halden\/([\w-]+)\.svg/g)) {
    if (pictures.has(address)) continue;
    const drawing = await readFile(new URL(`media/${name}.svg`, SAMPLE));
    const bytes = await sharp(drawing).resize(PICTURE.width, PICTURE.height).jpeg({ quality: 88 }).toBuffer();
    pictures.set(address, (await media.add(new Uint8Array(bytes), { name: `${name}.jpg` })).media);
  }
  return pictures;
}

/** What the post of the blog says: about as much as people read. */
const POST = [
  '<p>Stoneware is fired once at 1,000 °C and once more, glazed, at 1,240 °C. What was soft is then stone.</p>',
  ...['Clay', 'Glaze', 'Fire'].map(
    (part) =>
      `<h2>${part}</h2><p>${'We weigh it, mix it, let it rest for a night, and look at it again in the morning light. '.repeat(6)}</p>`,
  ),
  '<ul><li>Wash by hand or in the machine</li><li>Not for the open flame</li></ul>',
].join('');

/** Writes the store's own pages: a home of sections, composed of what the store holds, and a post. */
async function writePages(store: RegisteredStore, database: Database, picture: Media): Promise<void> {
  const onTrouble = (what: string, error: unknown): never => {
    throw new Error(`could not ${what}`, { cause: error });
  };
  const { composer, pages } = composeStore(store, database, { live: null, now: Date.now, onTrouble });
  const home = ComposePage.parse({ type: 'home', generator: 'composer', seed: 'hosted', tone: 'warm' });
  await pages.publish((await composer.compose(home, 'bench')).page.id, 'bench');
  const details = {
    excerpt: 'What happens to a vase before it stands on your table.',
    html: POST,
    tags: ['Workshop'],
    image: { src: picture.url, alt: 'A vase on a table' },
  };
  await pages.create({ type: 'post', title: 'How a vase is fired', details, publishing: 'at_once' }, 'bench');
}

async function fill(databases: Databases): Promise<void> {
  const text = async (file: string): Promise<string> => readFile(new URL(file, SAMPLE), 'utf8');
  const about = JSON.parse(await text('shop.json')) as { name: string; currency: string; locale: string };
  const settings = JSON.parse(await text('settings.json')) as object;
  const store = await createStore({ handle: STORE, ...about, settings }, databases);
  const { database, release } = await databases.lease(store);
  try {
    const csv = await text('catalogue.csv');
    const pictures = await uploadPictures(csv, store, database, databases);
    const ours = csv.replaceAll(/\/media\/halden\/[\w-]+\.svg/g, (address) => pictures.get(address)!.url);
    const colours = new Map([...pictures.values()].map(({ url, colour }) => [url, colour]));
    const { problems } = await importCatalogue(database, () => Readable.from([Buffer.from(ours)]), {
      placeholderOf: async (url) => colours.get(url) ?? null,
    });
    if (problems > 0) throw new Error(`The catalogue has ${problems} bad rows.`);
    await textIndexOf(database).catchUp();
    const [first] = pictures.values();
    await writePages(store, database, first!);
  } finally {
    release();
  }
}

/** Makes a store with uploaded pictures, a home of sections and a post, and serves it with the build that is there. */
export async function openHostedShop(): Promise<HostedShop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vitrine-hosted-'));
  const port = await freePort();
  const env = { PORT: `${port}`, DATA_DIR: dataDir, LOG_LEVEL: 'error', BASE_DOMAIN: 'localhost' };
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const databases = await openDatabases(readEnvironment(env));
    try {
      await fill(databases);
    } finally {
      databases.close();
    }
  } catch (error) {
    await remove();
    throw error;
  }
  const { start, kill } = serverProcess(env);
  const close = async (): Promise<void> => {
    await kill();
    await remove();
  };
  await start().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return { origin: `http://${STORE}.localhost:${port}`, port, close };
}
