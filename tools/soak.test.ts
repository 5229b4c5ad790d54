import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { soak, type Soak } from './soak.ts';

/** A soak whose even seeds fail. */
function brittle(): { soak: Soak; ran: number[]; open: () => number } {
  const ran: number[] = [];
  let open = 0;
  return {
    ran,
    open: () => open,
    soak: {
      async open() {
        open++;
        return {
          async run(seed) {
            ran.push(seed);
            if (seed % 2 === 0) throw new Error(`${seed} is even`);
          },
          async close() {
            open--;
          },
        };
      },
    },
  };
}

describe('a long seeded run', () => {
  it('runs every seed once, whatever fails, and answers those that did', async () => {
    const { soak: even, ran } = brittle();
    const failed = await soak(even, [1, 2, 3, 4, 5], { workers: 2, report: () => undefined });
    assert.deepEqual(ran.toSorted(), [1, 2, 3, 4, 5]);
    assert.deepEqual(failed.toSorted(), [2, 4]);
  });

  it('says which seed failed and why', async () => {
    const lines: string[] = [];
    await soak(brittle().soak, [2], { report: (line) => lines.push(line) });
    assert.equal(lines[0], 'seed 2 failed: 2 is even');
  });

  it('closes what its workers share, also after a failure, and opens no more than it has seeds for', async () => {
    const { soak: even, open } = brittle();
    await soak(even, [2], { workers: 5, report: () => assert.ok(open() <= 1) });
    assert.equal(open(), 0);
  });
});
