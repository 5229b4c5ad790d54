import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type * as contract from '../../edge-api/contract/block-data.ts';
import type { SettingValue } from '../../edge-api/services/blocks/settings-values.ts';
import { renderBlockReference } from '../../tools/block-reference.ts';
import type * as given from '../block-api.d.ts';
import { checkBlock } from '../check/check.ts';
import { engineFromBuild } from '../run/engine-file.node.ts';
import { renderOnce } from '../run/in-process.ts';
import { requestOf } from '../run/run.test-support.ts';
import { API, SHAPES } from './reference.ts';

type Within<A, B> = [A, keyof A] extends [B, keyof B] ? true : false;
/** True where two types stand for one another and have the same members; else it does not compile. */
type Same<A, B> = Within<A, B> extends true ? Within<B, A> : { readonly differs: [A, B] };
type WithUrl<T> = T & { readonly url: string };

/** What the shop answers is what the declarations promise; the engine adds addresses. */
const AGREED: readonly [
  Same<given.BlockProduct, WithUrl<contract.BlockProduct>>,
  Same<given.BlockProductDetail, WithUrl<contract.BlockProductDetail>>,
  Same<given.BlockCollection, WithUrl<contract.BlockCollection>>,
  Same<given.BlockVariant, contract.BlockVariant>,
  Same<given.BlockCart, contract.BlockCart>,
  Same<given.BlockCartLine, contract.BlockCartLine>,
  Same<given.BlockImage, contract.BlockImage>,
  Same<given.SettingValues[string], SettingValue>,
] = [true, true, true, true, true, true, true, true];

const engine = engineFromBuild();

/** What a block tells of what it is given, as JSON. */
function told(body: string, data: Record<string, unknown> = {}): unknown {
  const result = renderOnce(engine, requestOf(`export default (api, settings) => JSON.stringify(${body});`, { data }));
  assert.equal(result.status, 'done', JSON.stringify(result));
  return JSON.parse(result.status === 'done' ? result.html : 'null');
}

describe('the reference of what blocks are given', () => {
  it('is what the declarations say', async () => {
    const written = readFileSync(new URL('./reference.ts', import.meta.url), 'utf8');
    assert.equal(written, await renderBlockReference(), 'Run: node tools/block-reference.ts');
    assert.ok(AGREED.every(Boolean));
  });

  it('names exactly what a block finds, functions as functions, each with words', () => {
    const found = told(
      'Object.keys(api).map((name) => [name, typeof api[name] === "function" ? "function" : "value"])',
    );
    const named = API.map(({ name, kind }) => [name, kind]);
    assert.deepEqual((found as string[][]).sort(), named.sort());
    for (const { name, info, signature } of API) {
      assert.ok(info.length > 10, name);
      assert.ok(signature.startsWith(name), signature);
      assert.equal(signature.split('(').length, signature.split(')').length, signature);
    }
  });

  it('tells of fields by the names of their types', () => {
    assert.ok(SHAPES['BlockProductDetail']!.length > SHAPES['BlockProduct']!.length);
    for (const { name } of SHAPES['BlockProduct']!)
      assert.ok(
        SHAPES['BlockProductDetail']!.some((entry) => entry.name === name),
        name,
      );
  });

  it('is in the guide for developers, and the block that begins it passes the check', async () => {
    const guide = readFileSync(new URL('../../docs/blocks.md', import.meta.url), 'utf8');
    const table = guide.slice(guide.indexOf('## What it is given'), guide.indexOf('## Settings'));
    for (const { name } of API) assert.match(table, new RegExp(`\`${name}\\b`), name);
    const [, first] = /```js\n([^]*?)```/.exec(guide)!;
    assert.equal((await checkBlock(first!)).ok, true);
  });

  it('may be named in a block written in TypeScript', async () => {
    const typed = `import type { BlockApi } from './block-api.d.ts';
      export default ({ html, locale }: BlockApi) => html\`\${locale}\`;`;
    assert.equal((await checkBlock(typed)).ok, true);
  });

  it('promises no more of an empty cart than a block finds in it', () => {
    assert.deepEqual(
      Object.keys(told('api.cart()', { 'cart{}': null }) ?? {}),
      [],
      'what is given stands as it is given',
    );
    const names = SHAPES['BlockCart']!.map(({ name }) => name).sort();
    const source = 'export default ({ cart }) => { console.log(Object.keys(cart()).sort().join()); return ""; };';
    const { console } = renderOnce(engine, requestOf(source));
    assert.equal(console[0]!.text, names.join());
  });
});
