import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testFolder } from '../db/folder.test-support.ts';
import { emptyStore, importText, rowsOf } from './catalogue.test-support.ts';
import { adoptMedia } from './media-uses.ts';

const folder = testFolder();
const DIGEST = 'ab'.repeat(32);
const url = `/media/ada/${DIGEST}/1920.jpg`;

async function storeWithPictures() {
  const database = await emptyStore(folder);
  await database.run(
    `INSERT INTO media (id, digest, name, mime, bytes, width, height, colour, created_at)
     VALUES ('med_1', ?, 'a', 'image/jpeg', 1, 1200, 800, '#336699', 1)`,
    [DIGEST],
  );
  const rows = [`chair,Chair,8,${url},,`, `table,Table,8,${url},10,20`, 'lamp,Lamp,8,https://x.example/a.jpg,,'];
  await importText(database, `Handle,Title,Variant Price,Image Src,Image Width,Image Height\n${rows.join('\n')}\n`);
  return database;
}

test('a picture of the library comes into the catalogue with its size and colour, unless the file says its size', async () => {
  const database = await storeWithPictures();
  const sql = `SELECT p.handle, i.width, i.placeholder, p.image ->> 'height' AS height
               FROM images i JOIN products p ON p.id = i.product_id ORDER BY p.handle`;
  assert.deepEqual(await rowsOf(database, sql), [
    { handle: 'chair', width: 1200, placeholder: '#336699', height: 800 },
    { handle: 'lamp', width: null, placeholder: null, height: null },
    { handle: 'table', width: 10, placeholder: null, height: 20 },
  ]);
});

test('a copy of a store shows the pictures of its own library, and files that came with a sample shop where they are', async () => {
  const database = await storeWithPictures();
  await database.run(`UPDATE images SET url = '/media/ada/chair.svg' WHERE width = 10`);
  const source = (handle: string) => `export default ({ image }) => image("/media/${handle}/${DIGEST}/1920.jpg");`;
  await database.run(
    `INSERT INTO blocks (id, name, title, source, created_at, updated_at) VALUES ('blk_1', 'offers', 'Offers', ?, 1, 1)`,
    [source('ada')],
  );
  await adoptMedia(database, 'ada', 'copy');
  assert.deepEqual(await rowsOf(database, 'SELECT source FROM blocks'), [{ source: source('copy') }]);
  const urls = (await rowsOf(database, 'SELECT url FROM images ORDER BY url')).map(({ url }) => url);
  assert.deepEqual(urls, ['/media/ada/chair.svg', `/media/copy/${DIGEST}/1920.jpg`, 'https://x.example/a.jpg'].sort());
  const shown = await rowsOf(database, `SELECT count(*) AS n FROM products WHERE instr(image, '/media/copy/')`);
  assert.deepEqual(shown, [{ n: 2 }]);
});
