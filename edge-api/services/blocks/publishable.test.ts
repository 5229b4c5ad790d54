import assert from 'node:assert/strict';
import { it } from 'node:test';
import { checked, readDraft } from './publishable.ts';

it('a source is checked once, however often its block is read, and another by itself', async () => {
  const source = "export default () => eval('1');";
  const first = await checked(source);
  assert.equal(await checked(source), first);
  assert.equal(first.ok, false);
  assert.deepEqual((await readDraft({ source, settings: [] }, checked)).problems, first.ok ? [] : first.problems);
  const honest = await checked("export default () => '1';");
  assert.equal(honest.ok && honest.code, "export default () => '1';");
});
