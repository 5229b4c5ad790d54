import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storeMigrations } from '../../migrations/index.ts';
import { splitScript } from './split-script.ts';

test('a semicolon ends a statement only where SQL says so', () => {
  const script = `
    -- first; not the end
    CREATE TABLE a (t TEXT DEFAULT ';', "odd;name" TEXT); /* between; them */
    INSERT INTO a VALUES ('it''s; fine', '--');
    CREATE TEMP TRIGGER a_t AFTER INSERT ON a BEGIN
      SELECT CASE WHEN 1 THEN 2 END; SELECT RAISE(ABORT, 'x;y');
    END;
    SELECT CASE WHEN 1 THEN 'b' END;
    SELECT [odd;name], \`odd;name\` FROM a`;
  assert.deepEqual(
    splitScript(script).map((statement) => statement.replaceAll(/\s+/g, ' ')),
    [
      `-- first; not the end CREATE TABLE a (t TEXT DEFAULT ';', "odd;name" TEXT);`,
      `/* between; them */ INSERT INTO a VALUES ('it''s; fine', '--');`,
      `CREATE TEMP TRIGGER a_t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT RAISE(ABORT, 'x;y'); END;`,
      `SELECT CASE WHEN 1 THEN 'b' END;`,
      'SELECT [odd;name], `odd;name` FROM a',
    ],
  );
});

test('a transaction word outside a trigger opens nothing', () => {
  assert.deepEqual(splitScript('BEGIN; SELECT 1; END;'), ['BEGIN;', 'SELECT 1;', 'END;']);
});

test('comments alone are no statement', () => {
  assert.deepEqual(splitScript('-- nothing\n;;/* here */'), []);
});

test('the statements of our migrations put together are the migrations', () => {
  const squeeze = (text: string) => text.replaceAll(/\s+/g, '');
  for (const { sql } of storeMigrations) assert.equal(squeeze(splitScript(sql).join('')), squeeze(sql));
});
