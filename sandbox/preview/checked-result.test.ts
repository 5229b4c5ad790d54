import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineFromBuild } from '../run/engine-file.node.ts';
import { renderOnce } from '../run/in-process.ts';
import { LIMITS } from '../run/port.ts';
import { ATTACKS, BENIGN } from '../run/cases.ts';
import { EXAMPLE, requestOf } from '../run/run.test-support.ts';
import { checkedResult } from './checked-result.ts';

const common = { usage: { fuel: 1, memoryBytes: 1 }, console: [] };
const done = { ...common, status: 'done', html: '<p>' };
const need = { key: 'product{"handle":"hat"}', kind: 'product', query: { handle: 'hat' } };
const needing = (needs: unknown) => ({ ...common, status: 'needs', needs });
const stopping = (stop: object) => ({ ...common, status: 'stopped', stop: { reason: 'threw', message: 'x', ...stop } });

describe('a result that comes out of the preview', () => {
  it('is what it was when it is one', () => {
    const engine = engineFromBuild();
    for (const { source, input, limits } of [...BENIGN, ...ATTACKS, { source: EXAMPLE, input: {}, limits: {} }]) {
      const result = renderOnce(engine, requestOf(source, input, limits));
      assert.deepEqual(checkedResult(structuredClone(result), { ...LIMITS, ...limits }), result);
    }
    assert.deepEqual(checkedResult(needing([need]), LIMITS), needing([need]));
  });

  it('has no field that nobody knows', () => {
    assert.deepEqual(checkedResult({ ...done, style: 1, ['__proto__']: { a: 1 } }, LIMITS), done);
  });

  for (const [name, value] of Object.entries({
    'nothing at all': undefined,
    'a text': 'done',
    'a list': [done],
    'another status': { ...done, status: 'drawn' },
    'HTML that is none': { ...done, html: ['<p>'] },
    'more HTML than fits': { ...done, html: 'x'.repeat(LIMITS.outputBytes + 1) },
    'fuel that is no number': { ...done, usage: { fuel: '1', memoryBytes: 1 } },
    'fuel below nothing': { ...done, usage: { fuel: -1, memoryBytes: 1 } },
    'no usage': { ...done, usage: null },
    'a console without end': { ...done, console: Array.from({ length: 51 }, () => ({ level: 'log', text: '' })) },
    'a line without end': { ...done, console: [{ level: 'log', text: 'x'.repeat(501) }] },
    'a level of its own': { ...done, console: [{ level: 'constructor', text: '' }] },
    'a console with holes': { ...done, console: Array.from({ length: 3 }) },
    'more needs than may be': needing(Array.from({ length: 13 }, () => need)),
    'a need of another kind': needing([{ ...need, kind: 'secrets', key: 'secrets{"handle":"hat"}' }]),
    'a need under another key': needing([{ ...need, key: '__proto__' }]),
    'a need of a field that is none': needing([{ ...need, query: { 'a b': 'c' }, key: 'product{"a b":"c"}' }]),
    'a need that asks with an object': needing([{ ...need, query: { handle: {} }, key: 'product{"handle":{}}' }]),
    'a need without end': needing([
      { ...need, query: { handle: 'x'.repeat(201) }, key: `product{"handle":"${'x'.repeat(201)}"}` },
    ]),
    'a reason that is none': stopping({ reason: 'toString' }),
    'a message without end': stopping({ message: 'x'.repeat(1000) }),
    'a line that is no number': stopping({ line: '1' }),
    'a line before the first': stopping({ line: 0 }),
    'a line between two': stopping({ line: 1.5 }),
    'a line beyond all': stopping({ line: 1e300 }),
    'a column that is none': stopping({ line: 1, column: null }),
  }))
    it(`is refused when it has ${name}`, () => assert.equal(checkedResult(value, LIMITS), undefined));
});
