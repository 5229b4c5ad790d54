import assert from 'node:assert/strict';
import type { PreviewBrowser } from '../preview/chromium.test-support.ts';
import type { RenderRequest, RenderResult } from '../run/port.ts';
import { HONEST, HONEST_HTML, HOSTILE, blocksOf, brokenPromise } from './run.test-support.ts';
import { keptVerdicts, shortId, type HostileRow, type Verdicts } from './corpora.test-support.ts';

/** Lists of programs that mean harm, with those that are about prototypes. */
export const PROGRAMS = [...HOSTILE, 'proto-pollution'] as const;

/** Runs in the page: what a program that came out of the frame could have touched of it. */
const pageNow = (): string =>
  [globalThis, Object.prototype, Array.prototype, Function.prototype, Promise.prototype, JSON, document, document.body]
    .map((each) => Reflect.ownKeys(each).map(String).toSorted().join())
    .concat(document.documentElement.outerHTML, location.href, document.cookie)
    .join(';');

const OUTCOME = (result: RenderResult): string => (result.status === 'stopped' ? result.stop.reason : result.status);

/** A word that only this row's blocks are given. */
const canaryOf = ({ id }: HostileRow): string => `canary-of-${id}-`;

export interface Withstood {
  readonly row: HostileRow;
  readonly outcome: string;
  readonly requests: readonly RenderRequest[];
  readonly results: readonly RenderResult[];
}

/**
 * Runs the hostile programs of rows in the preview of a page, an honest block after each, and answers what became of them. Rejects with
 * the first promise that was broken.
 */
export async function withstandInPreview(
  { page, heard, wrong, render }: PreviewBrowser,
  rows: readonly HostileRow[],
): Promise<Withstood[]> {
  // So that its frame is there.
  await render([HONEST]);
  const before = await page.evaluate(pageNow);
  const heardBefore = heard.length;
  const plans = rows.map((row) => ({
    row,
    requests: blocksOf(row).map((source) => ({
      ...HONEST,
      source,
      input: { ...HONEST.input, settings: { mine: canaryOf(row) } },
    })),
  }));
  const answers = await render(plans.flatMap(({ requests }) => [...requests, HONEST]));
  const withstood: Withstood[] = [];
  let at = 0;
  for (const { row, requests } of plans) {
    const mine = answers.slice(at, (at += requests.length));
    const { result: next } = answers[at++]!;
    const about = `${row.id}: ${JSON.stringify([mine, next]).slice(0, 400)}`;
    for (const { result, tookMs } of mine) {
      assert.equal(brokenPromise(result, tookMs), undefined, about);
      assert.doesNotMatch(
        JSON.stringify(result).replaceAll(canaryOf(row), ''),
        /canary-of-/,
        `another's canary: ${about}`,
      );
    }
    assert.equal(next.status === 'done' && next.html, HONEST_HTML, `the next render: ${about}`);
    const results = mine.map(({ result }) => result);
    withstood.push({ row, requests, results, outcome: results.map(OUTCOME).join(', ') });
  }
  const about = rows.map(({ id }) => id).join(' ');
  assert.deepEqual(
    heard.slice(heardBefore).filter((path) => !path.startsWith('/sandbox/')),
    [],
    about,
  );
  assert.deepEqual(await wrong(), [], about);
  assert.ok((await page.evaluate(pageNow)) === before, `the page is as it was: ${about}`);
  return withstood;
}

/** What became of every row in Chromium, beside what became of some on the other runtimes. */
export const VERDICTS = 'chromium.verdicts.json';

/** Looks up what became of a row when it was written down. */
export function keptOutcomes(found: Verdicts = {}): (name: string, row: HostileRow) => string | undefined {
  const kept = new Map<string, string>();
  for (const [name, by] of Object.entries(keptVerdicts(VERDICTS, found)))
    for (const [outcome, ids] of Object.entries(by))
      for (const id of ids.split(' ')) kept.set(`${name} ${id}`, outcome);
  return (name, { id }) => kept.get(`${name} ${shortId(id)}`);
}
