import { html, type TemplateResult } from 'lit';
import type { BlockComparison } from '../../../edge-api/contract/blocks-admin.ts';
import type { EditorHost } from '../host.ts';
import type { Key } from '../texts/say.ts';

export type Line = BlockComparison['lines'][number];
type Run = { readonly hidden: number } | { readonly line: Line };

/** Lines around a change that are shown. */
const AROUND = 3;

/** Changed lines with those around them; how many are left out stands between. */
export function runsOf(lines: readonly Line[]): Run[] {
  const near = new Set<number>();
  lines.forEach(({ kind }, at) => {
    if (kind === 'same') return;
    for (let by = -AROUND; by <= AROUND; by++) near.add(at + by);
  });
  const runs: Run[] = [];
  let hidden = 0;
  const tell = () => {
    if (hidden) runs.push({ hidden });
    hidden = 0;
  };
  lines.forEach((line, at) => {
    if (!near.has(at)) return void hidden++;
    tell();
    runs.push({ line });
  });
  tell();
  return runs;
}

/** Lines of two texts side by side in one list, as the API compares versions. */
export async function compareLines(from: string, to: string): Promise<Line[]> {
  const { diffLines } = await import('diff');
  let fromLine = 0;
  let toLine = 0;
  return diffLines(from, to).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): Line => {
        if (added) return { kind: 'added', text, fromLine: null, toLine: ++toLine };
        if (removed) return { kind: 'removed', text, fromLine: ++fromLine, toLine: null };
        return { kind: 'same', text, fromLine: ++fromLine, toLine: ++toLine };
      }),
  );
}

const NAMED: Readonly<Record<string, Key>> = {
  title: 'fieldTitle',
  source: 'fieldSource',
  settings: 'fieldSettings',
  texts: 'fieldTexts',
};

/** Fields by name, in words, each once: of `settings.0.label` the first word counts. */
export function fieldNames({ say, locale }: Pick<EditorHost, 'say' | 'locale'>, names: readonly string[]): string {
  const words = [...new Set(names.map((name) => name.split(/[.[]/, 1)[0]!))].filter((name) => name !== 'source');
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return list.format(words.map((name) => (NAMED[name] ? say(NAMED[name]) : name)));
}

const MARK = { same: ' ', added: '+', removed: '−' } as const;

/** What differs between two sources, line by line. */
export function diffView({ say }: Pick<EditorHost, 'say'>, lines: readonly Line[]): TemplateResult {
  const count = (kind: Line['kind']) => lines.filter((line) => line.kind === kind).length;
  const [added, removed] = [count('added'), count('removed')];
  if (!added && !removed) return html`<p class="calm-words">${say('sameCode')}</p>`;
  return html`<p class="diff-count">
      <span class="plus">${say('linesAdded', { count: added })}</span>
      <span class="minus">${say('linesRemoved', { count: removed })}</span>
    </p>
    <div class="diff" dir="ltr" role="region" tabindex="0" aria-label=${say('compareWith')}>
      <table>
        <tbody>
          ${runsOf(lines).map((run) =>
            'hidden' in run
              ? html`<tr class="hidden-lines">
                  <td colspan="4" dir="auto">${say('linesHidden', { count: run.hidden })}</td>
                </tr>`
              : html`<tr class=${run.line.kind}>
                  <td class="number">${run.line.fromLine}</td>
                  <td class="number">${run.line.toLine}</td>
                  <td class="mark"><span aria-hidden="true">${MARK[run.line.kind]}</span>${said(say, run.line)}</td>
                  <td><pre>${run.line.text}</pre></td>
                </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

const said = (say: EditorHost['say'], { kind }: Line): TemplateResult | string =>
  kind === 'same' ? '' : html`<span class="hidden-text">${say(kind === 'added' ? 'lineAdded' : 'lineRemoved')}</span>`;
