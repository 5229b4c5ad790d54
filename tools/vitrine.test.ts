import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testFolder } from '../edge-api/db/folder.test-support.ts';
import { fileAddress, connectNode } from '../edge-api/db/open.node.ts';
import type { StoreDatabase } from '../edge-api/db/database.ts';
import { openStoreDatabase } from '../edge-api/db/open.ts';
import { contentsOf } from '../edge-api/repositories/catalogue.test-support.ts';
import { syntheticCatalogue } from '../edge-api/repositories/catalogue-synthetic.test-support.ts';

const folder = testFolder();
const tool = fileURLToPath(new URL('vitrine.ts', import.meta.url));
let made = 0;

interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line over data of its own. */
function commandLine(environment: Record<string, string> = {}) {
  const data = join(folder, `data-${(made += 1)}`);
  const start = (args: readonly string[]) =>
    spawn(process.execPath, [tool, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        DATA_DIR: data,
        ...environment,
      },
    });
  const end = async (child: ReturnType<typeof start>): Promise<Ending> => {
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, out, err };
  };
  const vitrine = (...args: string[]) => end(start(args));
  const contents = async (handle: string) => {
    const database = openStoreDatabase(fileAddress(storeFile(data, handle)), connectNode);
    try {
      return await contentsOf(database);
    } finally {
      database.close();
    }
  };
  return { data, vitrine, start, end, contents };
}

/** The file of a store's database, which is called after its handle. */
function storeFile(data: string, handle: string): string {
  const file = readdirSync(join(data, 'stores')).find((name) => name.startsWith(`${handle}-`) && name.endsWith('.db'));
  assert.ok(file);
  return join(data, 'stores', file);
}

function csvFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('a store is made, shown, suspended, resumed, deleted, and its handle is free again', async () => {
  const { vitrine } = commandLine();
  const json = async (...args: string[]) => JSON.parse((await vitrine(...args, '--json')).out);
  assert.equal(
    (await json('store', 'create', 'acme', '--name', 'Acme', '--currency', 'JPY', '--locale', 'ja')).store.handle,
    'acme',
  );
  const { store } = await json('store', 'show', 'acme');
  assert.deepEqual([store.name, store.currency, store.locale, store.counts.products], ['Acme', 'JPY', 'ja', 0]);
  assert.equal('sealedToken' in store, false);
  await vitrine('store', 'suspend', 'acme');
  assert.equal((await json('store', 'list')).stores[0].status, 'suspended');
  await vitrine('store', 'resume', 'acme');
  assert.equal((await json('store', 'list')).stores[0].status, 'active');
  await vitrine('store', 'delete', 'acme');
  assert.equal((await json('store', 'list')).stores[0].status, 'deleted');
  assert.equal((await json('store', 'create', 'acme')).error.code, 'store_exists');
  assert.equal((await vitrine('store', 'delete', 'acme', '--purge', '--yes')).code, 0);
  assert.deepEqual((await json('store', 'list')).stores, []);
  assert.equal((await vitrine('store', 'create', 'acme')).code, 0);
});

test('a file is imported, exported, and comes back the same', async () => {
  const { vitrine, contents } = commandLine();
  await vitrine('store', 'create', 'from');
  await vitrine('store', 'create', 'to');
  const file = csvFile(
    'in.csv',
    'Handle,Title,Price,Option1 Name,Option1 Value\nmug,"Mug, =large",8.50,Size,S\nmug,,9,,L\n',
  );
  const { code, out } = await vitrine('import', file, '--store', 'from');
  assert.equal(code, 0);
  assert.match(out, /2 rows .* 1 product new/);
  const exported = join(folder, 'out.csv');
  assert.equal(
    JSON.parse((await vitrine('export', '--store', 'from', '--out', exported, '--json')).out).file,
    exported,
  );
  assert.equal((await vitrine('export', '--store', 'from')).out, readFileSync(exported, 'utf8'));
  assert.equal((await vitrine('import', exported, '--store', 'to')).code, 0);
  assert.deepEqual(await contents('to'), await contents('from'));
});

test('rows that are left out are told to people and to programs, and the exit status says so', async () => {
  const { vitrine } = commandLine();
  await vitrine('store', 'create', 'acme');
  const file = csvFile('bad.csv', 'Handle,Title,Price\na,A,1\nb,B,cheap\n');
  const people = await vitrine('import', file, '--store', 'acme');
  assert.equal(people.code, 1);
  assert.match(people.err, /^line 3, Price: "cheap" is not an amount, such as 19.99\. \[price_invalid\]$/m);
  assert.match(people.out, /1 product new.*\n1 row left out, and with them 1 product\./);
  const programs = await vitrine('import', file, '--store', 'acme', '--json');
  assert.equal(programs.code, 1);
  const report = JSON.parse(programs.out);
  assert.deepEqual(
    [report.unchanged, report.problems, report.problemRows[0].line, report.problemRows[0].code],
    [1, 1, 3, 'price_invalid'],
  );
  assert.equal(programs.err, '');
});

test('migrate brings every store up to date, and a second time finds nothing to do', async () => {
  const { vitrine } = commandLine();
  await vitrine('store', 'create', 'a');
  await vitrine('store', 'create', 'b');
  const answered = async (...args: string[]) => {
    const { code, out } = await vitrine('migrate', ...args, '--json');
    assert.equal(code, 0);
    const { seconds: _seconds, ...report } = JSON.parse(out);
    return report;
  };
  assert.deepEqual(await answered('--all'), { stores: 2, skipped: 2, upgraded: 0, failed: [] });
  assert.deepEqual(await answered('--all', '--check', '--parallel', '2'), {
    stores: 2,
    skipped: 0,
    upgraded: 0,
    failed: [],
  });
  assert.equal((await vitrine('migrate', '--store', 'a')).code, 0);
});

describe('what is asked wrongly is refused with the way to ask', () => {
  const cases: [args: string[], code: number, says: RegExp][] = [
    [[], 2, /npm run vitrine -- COMMAND/],
    [['--help'], 0, /import FILE\.csv --store HANDLE/],
    [['store', 'create', '--help'], 0, /--currency CODE/],
    [['key', '--help'], 0, /COMMAND\n\n  key create .*\n  key list .*\n  key revoke .*\n\n/],
    [['key', 'create', '--help'], 0, /catalogue:write[^]*stores:read/],
    [['key'], 2, /There is no command "key"\.[^]*COMMAND\n\n  key create/],
    [['sotre', 'list'], 2, /There is no command "sotre list"/],
    [['store', 'create'], 2, /HANDLE is missing/],
    [['store', 'create', 'a', 'b'], 2, /"b" is one argument too many/],
    [['store', 'create', 'a', '--curency', 'EUR'], 2, /Unknown option '--curency'/],
    [['store', 'create', 'A'], 1, /lower case letters.*\[store_handle_invalid\]/],
    [['store', 'create', 'a', '--currency', 'euro'], 1, /not an ISO 4217 currency.*\[store_invalid\]/],
    [['store', 'show', 'nobody'], 1, /no store with the handle "nobody".*\[store_not_found\]/],
    [['store', 'delete', 'a', '--purge'], 2, /Add --yes if you mean it/],
    [['import', '/nowhere.csv', '--store', 'a'], 2, /nowhere\.csv cannot be read/],
    [['import', tool], 2, /--store is missing/],
    [['export', '--store', 'a', '--json'], 2, /--json needs --out/],
    [['migrate', '--all', '--store', 'a'], 2, /not both/],
    [['import', tool, '--store', 'a', '--store', 'b'], 2, /--store is given twice/],
    [['export', '-s', 'a', '--store', 'b'], 2, /--store is given twice/],
    [['export', '--store', 'a', '--out', folder], 2, /--out names a file, and .* is a folder/],
    [['export', '--store', 'a', '--out', '/nowhere/a.csv'], 2, /a folder that exists/],
    [['snippet', '--store', 'a', '--origin', 'javascript:alert(1)//'], 2, /--origin is an address such as/],
    [['snippet', '--store', 'a', '--origin', 'https://shop.example/?x='], 2, /--origin is an address such as/],
  ];
  for (const [args, expected, says] of cases) {
    test(`vitrine ${args.join(' ')}`, async () => {
      const { code, out, err } = await commandLine().vitrine(...args);
      assert.match(out + err, says);
      assert.equal(code, expected);
    });
  }

  test('a wrong environment is told whole, before anything is done', async () => {
    const { code, err } = await commandLine({ PORT: 'x', LOG_LEVEL: 'loud' }).vitrine('store', 'list');
    assert.equal(code, 1);
    assert.match(err, /PORT .*\n.*LOG_LEVEL/);
  });
});

test('an import that is killed leaves whole products, and run again ends as if it had never been', async () => {
  const file = join(folder, 'large.csv');
  await writeFile(file, syntheticCatalogue(3000, 3));

  const { vitrine, start, contents, data } = commandLine();
  for (const handle of ['killed', 'clean']) await vitrine('store', 'create', handle);
  const look = async <Result>(work: (database: StoreDatabase) => Promise<Result>) => {
    const database = openStoreDatabase(fileAddress(storeFile(data, 'killed')), connectNode);
    return work(database).finally(() => database.close());
  };
  const products = () =>
    look(async (database) => Number((await database.first('SELECT count(*) AS n FROM products'))?.['n']));

  let before = 0;
  for (let kill = 0; kill < 2; kill += 1) {
    const child = start(['import', file, '--store', 'killed']);
    const gone = new Promise((resolve) => child.once('close', resolve));
    // Killed as soon as it has written something more.
    while (child.exitCode === null && (await products()) <= before)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    await gone;
    before = await products();
    await look(async (database) => {
      const halves = `SELECT p.handle FROM products p
        WHERE p.variant_count <> (SELECT count(*) FROM variants v WHERE v.product_id = p.id)`;
      assert.deepEqual(await database.all(halves), []);
      assert.equal((await database.first('PRAGMA integrity_check'))?.['integrity_check'], 'ok');
    });
  }
  assert.ok(before > 0);
  const again = await vitrine('import', file, '--store', 'killed', '--json');
  assert.equal(again.code, 0);
  assert.ok(JSON.parse(again.out).unchanged >= before);
  await vitrine('import', file, '--store', 'clean');
  assert.deepEqual(await contents('killed'), await contents('clean'));
});
