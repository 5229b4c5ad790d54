import { html, nothing, type TemplateResult } from 'lit';
import type { EditorHost, Width } from '../host.ts';
import type { Key } from '../texts/say.ts';
import { english } from '../texts/en.ts';
import { moon, play } from './icons.ts';
import { keys } from './bar.ts';
import { stopKey } from './shelf.ts';

const WIDTHS: readonly Width[] = ['360', '768', '1280', 'all'];
const NAMES: Readonly<Record<Width, Key>> = { 360: 'width360', 768: 'width768', 1280: 'width1280', all: 'widthAll' };
/** Languages that a preview is offered in besides the shop's and those of the block's own texts. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ar', 'ja'];
/** What a block may use, as `sandbox/run/port.ts` has it. */
const FUEL = 5_000_000;
const MEMORY = 16 * 2 ** 20;
/** Space around frames, in CSS pixels. */
const GAP = 20;

function languageName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

function tools(host: EditorHost): TemplateResult {
  const { say, ui, opened, locale, preview } = host;
  const languages = [...new Set([...Object.keys(opened!.draft.texts), ...LANGUAGES])];
  return html`<div class="preview-tools">
    <div class="segments" role="radiogroup" aria-label=${say('widths')}>
      ${WIDTHS.map(
        (width) =>
          html`<label
            ><input
              type="radio"
              name="width"
              .checked=${ui.width === width}
              @change=${() => host.show({ width })}
            /><span>${say(NAMES[width])}</span></label
          >`,
      )}
    </div>
    <label class="language"
      ><span class="hidden-text">${say('previewLanguage')}</span>
      <select
        .value=${ui.language}
        @change=${(event: Event) => host.show({ language: (event.target as HTMLSelectElement).value })}
      >
        <option value="">${say('storeLanguage')}</option>
        ${languages.map((code) => html`<option value=${code} ?selected=${code === ui.language}>${languageName(code, locale)}</option>`)}
      </select></label
    >
    <button
      class="button plain toggle"
      type="button"
      aria-pressed=${ui.dark ? 'true' : 'false'}
      @click=${() => host.show({ dark: !ui.dark })}
    >
      ${moon}<span class="hidden-text">${say('darkPreview')}</span>
    </button>
    <button
      class="button plain ${preview.busy ? 'is-busy' : ''}"
      type="button"
      title=${say('drawKeys', { keys: keys('⏎') })}
      @click=${() => host.drawNow()}
    >
      ${play}<span class="hidden-text">${say('drawNow')}</span>
    </button>
  </div>`;
}

/** Why there is nothing new to see. */
function trouble(host: EditorHost): TemplateResult | typeof nothing {
  const { say, preview } = host;
  const { result, problems, failure } = preview;
  if (failure)
    return html`<div class="notice bad" role="status">
      <p>${say('previewFailed', { message: failure.message })}</p>
      <button class="button" type="button" @click=${() => host.drawNow()}>${say('tryAgain')}</button>
    </div>`;
  if (problems.length)
    return html`<div class="notice bad" role="status">
      <p>${say('previewProblems', { count: problems.length })}</p>
      <button class="button" type="button" @click=${() => host.goTo(problems[0]!.line, problems[0]!.column)}>
        ${say('goToLine', { line: problems[0]!.line })}
      </button>
    </div>`;
  const stop = result?.stop;
  if (!stop) return nothing;
  const key = stopKey(stop.reason);
  return html`<div class="notice bad" role="status">
    <p><strong>${key in english ? say(key) : say('stopped')}</strong> <span dir="auto">${stop.message}</span></p>
    ${
      stop.line === null
        ? nothing
        : html`<button class="button" type="button" @click=${() => host.goTo(stop.line!, stop.column ?? 1)}>
            ${say('goToLine', { line: stop.line })}
          </button>`
    }
  </div>`;
}

function frame(host: EditorHost, width: number, room: number): TemplateResult {
  const { say, ui, preview, looks } = host;
  const isOld = preview.result?.stop || preview.problems.length > 0;
  return html`<figure class=${isOld ? 'old' : ''}>
    <figcaption><span>${say(NAMES[`${width}` as Width])}</span> <span>${say('pixels', { width })}</span></figcaption>
    <vitrine-block-frame
      .content=${preview.shown!.html}
      .sheet=${preview.shown!.css}
      .theme=${host.looks.sheet}
      .language=${ui.language || looks.locale}
      .dark=${ui.dark}
      .width=${width}
      .room=${room}
      .label=${say('previewAt', { width })}
    ></vitrine-block-frame>
  </figure>`;
}

function frames(host: EditorHost): TemplateResult {
  const { say, ui, preview, room } = host;
  if (!preview.shown) {
    if (preview.problems.length || preview.result?.stop || preview.failure) return html`${nothing}`;
    return html`<div class="first-preview">
      <div class="sketch" aria-hidden="true"><i></i><i></i><i></i></div>
      <p>${say('previewFirst')}</p>
    </div>`;
  }
  if (preview.shown.html.trim() === '') return html`<p class="calm-words">${say('previewEmpty')}</p>`;
  const inside = room - GAP * 2;
  if (ui.width !== 'all') return html`<div class="frames one">${frame(host, Number(ui.width), inside)}</div>`;
  // The phone, which is long, beside the others: each as large as there is room.
  const phone = Math.min(360, (inside - GAP) * 0.36);
  return html`<div class="frames all">
    ${frame(host, 360, phone)} ${frame(host, 768, inside - GAP - phone)} ${frame(host, 1280, inside - GAP - phone)}
  </div>`;
}

const meter = (label: string, words: string, share: number): TemplateResult =>
  html`<div class="meter ${share > 0.8 ? 'high' : ''}">
    <span>${label}</span>
    <meter min="0" max="1" low="0.5" high="0.8" optimum="0" .value=${Math.min(1, share)} aria-label=${label}></meter>
    <span class="words">${words}</span>
  </div>`;

function used({ say, preview, locale, drawnHere }: EditorHost): TemplateResult | typeof nothing {
  const { result, tookMs } = preview;
  if (!result || result.usage.fuel === 0) return nothing;
  const { fuel, memoryBytes } = result.usage;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 2 }).format(fuel / FUEL);
  const megabytes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const words = { size: megabytes.format(memoryBytes / 2 ** 20), most: megabytes.format(MEMORY / 2 ** 20) };
  return html`<footer class="used">
    ${meter(say('work'), say('workUsed', { percent }), fuel / FUEL)}
    ${meter(say('memory'), say('memoryUsed', words), memoryBytes / MEMORY)}
    <span class="quiet"
      >${say(drawnHere ? 'drawnHere' : 'drawnThere')}${tookMs === null ? nothing : html` · ${say('took', { ms: Math.round(tookMs) })}`}</span
    >
  </footer>`;
}

/** The block as it looks, in the widths of screens, and what it took to draw it. */
export function previewPane(host: EditorHost): TemplateResult {
  const { say, preview } = host;
  const warnings = preview.result?.warnings ?? [];
  return html`<section class="preview" aria-label=${say('preview')} aria-busy=${preview.busy ? 'true' : 'false'}>
    ${tools(host)}
    <div class="stage" tabindex="0" role="group" aria-label=${say('widths')}>
      ${trouble(host)}
      ${warnings.length ? html`<div class="notice warn" role="status"><p>${warnings.join(' ')}</p></div>` : nothing}
      ${frames(host)}
    </div>
    ${used(host)}
  </section>`;
}
