import { copyFileSync } from 'node:fs';
import { after } from 'node:test';
import type { LiveBlocks } from '../blocks/live-blocks.ts';
import { composePages } from '../../compose-pages.ts';
import type { NewPage } from '../../contract/pages-admin.ts';
import { createNode, fileAddress } from '../../db/open.node.ts';
import { migrate } from '../../db/migrate.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { storeMigrations } from '../../../migrations/index.ts';

const folder = testFolder();
const empty = `${folder}/empty.db`;
let opened = 0;
let ready: Promise<void> | undefined;

async function makeEmpty(): Promise<void> {
  const database = createNode(fileAddress(empty));
  await migrate(database, storeMigrations);
  await database.run(
    `INSERT OR IGNORE INTO store_state (id, handle, name, currency, locale) VALUES (1, 'ada', 'Ada', 'EUR', 'en')`,
  );
  await database.all('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/** A store's pages over a database of their own, with a clock that can be set and goes on by itself. */
export async function pagesOf(limits: Record<string, number> = {}, drawBlocks?: LiveBlocks['drawn']) {
  await (ready ??= makeEmpty());
  const path = `${folder}/${(opened += 1)}.db`;
  copyFileSync(empty, path);
  const database = createNode(fileAddress(path));
  after(() => database.close());
  const clock = { at: 1_000_000 };
  const now = () => (clock.at += 1);
  const services = composePages(database, { store: { id: 's', plan: 'basic', limits }, now, drawBlocks });
  const make = (wish: Partial<NewPage> = {}) =>
    services.pages.create({ type: 'landing', title: 'A page', details: {}, publishing: 'manual', ...wish }, 'key:a');
  return { ...services, database, clock, make };
}

/** A section that says one thing. */
export const hero = (heading: string) => ({ type: 'hero', variant: 'minimal', content: { heading } });

/** The code of the error that work ends with. */
export const codeOf = async (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => 'no error',
    (error: { code?: string }) => error.code,
  );

/** The headings of a page that visitors see. */
export const seen = (page: { body: { page: { sections: { content: Record<string, unknown> }[] } } } | undefined) =>
  page?.body.page.sections.map(({ content }) => content['heading']);
