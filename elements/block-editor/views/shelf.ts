import { html, nothing, type TemplateResult } from 'lit';
import type { EditorHost, Ui } from '../host.ts';
import type { Key } from '../texts/say.ts';
import { ago } from './time.ts';
import { tabs } from './tabs.ts';

const jump = ({ say, goTo }: Pick<EditorHost, 'say' | 'goTo'>, line: number | null, column: number | null) =>
  line === null
    ? nothing
    : html`<button class="jump" type="button" @click=${() => goTo(line, column ?? 1)}>
        ${column === null ? say('line', { line }) : say('lineColumn', { line, column })}
      </button>`;

const calm = (words: string): TemplateResult => html`<p class="calm-words">${words}</p>`;

/** A sentence whose names between backticks are set as code. */
const withCode = (text: string): (TemplateResult | string)[] =>
  text.split('`').map((part, at) => (at % 2 ? html`<code dir="ltr">${part}</code>` : part));

function problems(host: EditorHost): TemplateResult {
  const { say, preview } = host;
  const goTo = host.goTo.bind(host);
  const stop = preview.result?.stop;
  if (preview.problems.length === 0)
    return calm(stop ? say('onlyStopped', { message: stop.message }) : say('noProblems'));
  return html`<ul class="told">
    ${preview.problems.map(
      ({ line, column, message, why }) =>
        html`<li class="error">
          ${jump({ say, goTo }, line, column)}
          <p><strong>${withCode(message)}</strong> ${withCode(why)}</p>
        </li>`,
    )}
  </ul>`;
}

function consoleLines({ say, preview }: EditorHost): TemplateResult {
  const lines = preview.result?.console ?? [];
  if (lines.length === 0) return calm(say('noConsole'));
  return html`<ul class="console" dir="ltr">
    ${lines.map(
      ({ level, text }) =>
        html`<li class=${level}>
          <span class="level">${level}</span>
          <pre>${text}</pre>
        </li>`,
    )}
  </ul>`;
}

function cleaned({ say, preview }: EditorHost): TemplateResult {
  const removed = preview.result?.removed ?? [];
  if (removed.length === 0) return calm(say('noCleaned'));
  return html`<p class="quiet">${say('cleanedLead')}</p>
    <ul class="told">
      ${removed.map(
        ({ code, message }) =>
          html`<li class="warning">
            <code>${code}</code>
            <p>${message}</p>
          </li>`,
      )}
    </ul>`;
}

/** The sentence for a reason that the sandbox states. */
export const stopKey = (reason: string): Key => `stop_${reason}` as Key;

function failures(host: EditorHost): TemplateResult {
  const { say, opened, locale } = host;
  const goTo = host.goTo.bind(host);
  const { failures } = opened!.block;
  if (failures.length === 0) return calm(say('noFailures'));
  const isOver = failures.every(({ version }) => version !== opened!.block.liveVersion);
  return html`<p class="quiet">${say(isOver ? 'failuresOver' : 'failuresLead')}</p>
    <ul class="told">
      ${failures.map(({ version, message, line, column, times, lastAt, settings }) => {
        const when = say('failedOf', {
          version,
          times: say('failedTimes', { count: times }),
          time: ago(lastAt, locale),
        });
        const values = Object.entries(settings).filter(([, value]) => value !== '' && value !== null);
        return html`<li class="error">
          ${jump({ say, goTo }, line, column)}
          <div>
            <p><strong>${message}</strong></p>
            <p class="quiet">${when}</p>
            ${values.length ? html`<code dir="ltr">${values.map(([id, value]) => `${id}: ${JSON.stringify(value)}`).join(', ')}</code>` : nothing}
          </div>
        </li>`;
      })}
    </ul>`;
}

/** What is told about the block: problems, console, what was taken out, what failed. */
export function shelf(host: EditorHost): TemplateResult {
  const { say, ui, preview, opened } = host;
  const open = ui.shelf;
  const counts: Record<Ui['shelf'], number> = {
    problems: preview.problems.length,
    console: preview.result?.console.length ?? 0,
    cleaned: preview.result?.removed.length ?? 0,
    failures: opened!.block.failures.length,
  };
  const { liveVersion, failures: failed } = opened!.block;
  const isFailing = failed.some(({ version }) => version === liveVersion);
  const names = ['problems', 'console', 'cleaned', 'failures'] as const;
  const items = names.map((id) => ({
    id,
    label: say(id),
    count: counts[id],
    tone: id === 'problems' || (id === 'failures' && isFailing) ? 'bad' : id === 'cleaned' ? 'warn' : '',
  }));
  const shown = { problems, console: consoleLines, cleaned, failures }[open](host);
  return html`<section class="shelf" aria-label=${say('problems')}>
    ${tabs('shelf', say('problems'), items, open, (id) => host.show({ shelf: id }))}
    <div class="shelf-body" role="tabpanel" id="shelf-panel" aria-labelledby="shelf-${open}" tabindex="0">${shown}</div>
  </section>`;
}
