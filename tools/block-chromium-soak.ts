import assert from 'node:assert/strict';
import { PROGRAMS, keptOutcomes, withstandInPreview } from '../sandbox/escapes/chromium.test-support.ts';
import { HOSTILE_MARKUP, firedUncleaned, openCleanedLook } from '../sandbox/escapes/cleaned-look.test-support.ts';
import { corpus, verdictBook, type HostileRow } from '../sandbox/escapes/corpora.test-support.ts';
import { openPreview } from '../sandbox/preview/chromium.test-support.ts';
import { engineFromBuild } from '../sandbox/run/engine-file.node.ts';
import { renderOnce } from '../sandbox/run/in-process.ts';
import type { Soak } from './soak.ts';

/** So many seeds in a row go through every row once. */
const PARTS = 10;
/** Programs that are run between two looks at the page, and rows of markup that are looked at together. */
const PROGRAMS_AT_ONCE = 20;
const MARKUP_AT_ONCE = 60;
/** Rows that nobody cleaned, and how many of them have to do something for a run to count. */
const UNCLEANED = 40;
const LEAST_FIRED = UNCLEANED / 4;

const isRecording = process.env['VITRINE_RECORD'] === '1';
const book = verdictBook();

function* batches(rows: readonly HostileRow[], size: number): Generator<HostileRow[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

/**
 * Every hostile program in the preview of a page in Chromium, with the same result to the byte as on Node; and every hostile piece of
 * markup, cleaned, in pages of Chromium. All of them in ten seeds in a row. With `VITRINE_RECORD=1` and those, what became of each is
 * written down anew.
 */
export const blockChromiumSoak: Soak = {
  async open() {
    const engine = engineFromBuild();
    const preview = await openPreview();
    const look = await openCleanedLook(preview.browser);
    const outcomeOf = isRecording ? undefined : keptOutcomes();
    const told = { programs: 0, passes: 0, markup: 0, left: 0, fired: 0, uncleaned: 0 };

    async function runPrograms(name: string, rows: readonly HostileRow[]): Promise<void> {
      for (const { row, requests, results, outcome } of await withstandInPreview(preview, rows)) {
        for (const [at, request] of requests.entries())
          assert.deepEqual(
            results[at],
            JSON.parse(JSON.stringify(renderOnce(engine, request))),
            `as on Node: ${row.id}`,
          );
        book.note(name, outcome, row.id);
        // A row that nobody has seen before has only to keep the promises.
        if (outcomeOf) assert.equal(outcome, outcomeOf(name, row) ?? outcome, row.id);
        told.programs += 1;
        told.passes += requests.length;
      }
    }

    return {
      async run(seed) {
        const part = (name: string) => corpus(name).filter((_row, at) => at % PARTS === seed % PARTS);
        for (const name of PROGRAMS)
          for (const rows of batches(part(name), PROGRAMS_AT_ONCE)) await runPrograms(name, rows);
        for (const name of HOSTILE_MARKUP)
          for (const rows of batches(part(name), MARKUP_AT_ONCE)) {
            told.left += await look.check(rows);
            told.markup += rows.length;
          }
        const uncleaned = part('xss-html').slice(0, UNCLEANED);
        const fired = await firedUncleaned(preview.browser, uncleaned);
        assert.ok(
          fired >= LEAST_FIRED,
          `${fired} of ${uncleaned.length} uncleaned rows did something: nothing would be seen`,
        );
        told.fired += fired;
        told.uncleaned += uncleaned.length;
      },
      told: () =>
        `${told.programs} programs in ${told.passes} passes did as on Node; of ${told.markup} pieces of markup ${told.left} had anything left, which did nothing; ${told.fired} of ${told.uncleaned} did something uncleaned.`,
      async close() {
        if (isRecording) keptOutcomes(book.verdicts());
        await look.close();
        await preview.close();
      },
    };
  },
};
