import { html, nothing, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import { draftOf, differences } from '../draft.ts';
import { blank } from '../examples.ts';
import type { EditorHost } from '../host.ts';
import { compareLines, diffView, fieldNames } from './diff-view.ts';
import { gallery } from './home.ts';
import { cross } from './icons.ts';
import { freeName, NAME } from './names.ts';
import { actorOf, ago } from './time.ts';
import { versionsDialog } from './versions.ts';

const head = ({ say, ...host }: Pick<EditorHost, 'say' | 'show'>, title: string): TemplateResult =>
  html`<div class="dialog-head">
    <h2 id="dialog-title" tabindex="-1">${title}</h2>
    <button class="button plain" type="button" aria-label=${say('close')} @click=${() => host.show({ dialog: null })}>
      ${cross}
    </button>
  </div>`;

const parts = (host: EditorHost) => ({ say: host.say, show: host.show.bind(host) });

function newBlock(host: EditorHost): TemplateResult {
  const { say, ui, examples, busy } = host;
  const start = blank(say('blank'), say('blankLead'));
  const all = [start, ...examples];
  const chosen = ui.example ?? start;
  const taken = host.blocks?.map(({ name }) => name) ?? [];
  const title = ui.example?.title ?? say('newBlock');
  const submit = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const name = `${form.get('name')}`.trim();
    if (!NAME.test(name)) return host.show({ complaint: say('nameWrong') });
    if (taken.includes(name)) return host.show({ complaint: say('nameTaken') });
    void host.create({ name, title: `${form.get('title')}`.trim() || name, example: chosen });
  };
  const suggest = (event: Event) => {
    const form = (event.target as HTMLInputElement).form!;
    const name = form.elements.namedItem('name') as HTMLInputElement;
    if (!name.dataset['own']) name.value = freeName((event.target as HTMLInputElement).value, taken);
  };
  return html`${head(parts(host), say('newBlock'))}
    <form class="dialog-body" @submit=${submit}>
      <div class="field">
        <label for="new-title">${say('title')}</label>
        <input
          id="new-title"
          name="title"
          maxlength="120"
          autocomplete="off"
          autofocus
          .value=${title}
          @input=${suggest}
        />
      </div>
      <div class="field">
        <label for="new-name">${say('name')}</label>
        <input
          id="new-name"
          name="name"
          dir="ltr"
          maxlength="60"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="new-name-hint"
          .value=${freeName(title, taken)}
          @input=${(event: Event) => ((event.target as HTMLInputElement).dataset['own'] = '1')}
        />
        <p class="quiet" id="new-name-hint">${say('nameHint')}</p>
      </div>
      <div class="field">
        <label for="new-start">${say('startWith')}</label>
        <select
          id="new-start"
          @change=${(event: Event) =>
            host.show({ example: all.find(({ id }) => id === (event.target as HTMLSelectElement).value) ?? start })}
        >
          ${all.map(({ id, title }) => html`<option value=${id} ?selected=${id === chosen.id}>${title}</option>`)}
        </select>
        <p class="quiet">${chosen.description}</p>
      </div>
      ${ui.complaint ? html`<p class="complaint" role="alert">${ui.complaint}</p>` : nothing}
      <div class="dialog-foot">
        <button class="button" type="button" @click=${() => host.show({ dialog: null })}>${say('cancel')}</button>
        <button class="button strong" ?disabled=${busy}>${say(busy ? 'creating' : 'create')}</button>
      </div>
    </form>`;
}

function publish(host: EditorHost): TemplateResult {
  const { say, opened, preview, ui } = host;
  const { block, draft, busy, changed } = opened!;
  const [problem] = preview.problems;
  const stop = problem ? undefined : preview.result?.stop;
  const isSame = block.liveVersion !== null && !block.changed && changed.length === 0 && !block.off;
  const submit = (event: Event) => {
    event.preventDefault();
    void host.publish(`${new FormData(event.target as HTMLFormElement).get('note')}`);
  };
  return html`${head(parts(host), say('publishTitle', { title: draft.title }))}
    <form class="dialog-body" @submit=${submit}>
      <p>${say('publishLead')} ${block.liveVersion === null ? say('publishFirst') : nothing}</p>
      ${problem ? html`<p class="complaint" role="alert">${say('publishBlocked', { problem: problem.message })}</p>` : nothing}
      ${stop && !isSame ? html`<p class="complaint" role="alert">${say('publishStopped', { message: stop.message })}</p>` : nothing}
      ${isSame ? html`<p class="calm-words">${say('nothingNew')}</p>` : nothing}
      <div class="field">
        <label for="note">${say('publishNote')}</label>
        <input id="note" name="note" maxlength="200" autocomplete="off" autofocus aria-describedby="note-hint" />
        <p class="quiet" id="note-hint">${say('publishNoteHint')}</p>
      </div>
      ${ui.complaint ? html`<p class="complaint" role="alert">${ui.complaint}</p>` : nothing}
      <div class="dialog-foot">
        <button class="button" type="button" @click=${() => host.show({ dialog: null })}>${say('cancel')}</button>
        <button class="button strong" ?disabled=${busy !== null || problem !== undefined || isSame}>
          ${say(busy ? 'publishing' : 'publish')}
        </button>
      </div>
    </form>`;
}

function conflict(host: EditorHost): TemplateResult | typeof nothing {
  const { say, opened, locale } = host;
  const { conflict, draft } = opened!;
  if (!conflict) return nothing;
  const fields = fieldNames(host, differences(draftOf(conflict), draft));
  const lead = say('conflictLead', { actor: actorOf(say, conflict.updatedBy), time: ago(conflict.updatedAt, locale) });
  return html`${head(
      {
        say,
        show: () => {
          host.session?.decideLater();
          host.show({ dialog: null });
        },
      },
      say('conflictTitle'),
    )}
    <div class="dialog-body">
      <p>${lead}</p>
      <h3>${say('conflictDiff')}</h3>
      ${until(
        compareLines(conflict.source, draft.source).then((lines) => diffView(host, lines)),
        html`<p class="calm-words">${say('comparing')}</p>`,
      )}
      ${fields ? html`<p class="quiet">${say('alsoChanged', { fields })}</p>` : nothing}
      <div class="choices">
        <button
          class="choice"
          type="button"
          @click=${() => {
            host.session?.takeTheirs();
            host.show({ dialog: null });
          }}
        >
          <strong>${say('conflictTheirs')}</strong><span>${say('conflictTheirsHint')}</span>
        </button>
        <button class="choice strong" type="button" @click=${() => void host.keepMine()}>
          <strong>${say('conflictMine')}</strong><span>${say('conflictMineHint')}</span>
        </button>
      </div>
    </div>`;
}

const sure = (host: EditorHost, title: string, lead: string, yes: string, go: () => void): TemplateResult =>
  html`${head(parts(host), title)}
    <div class="dialog-body">
      <p>${lead}</p>
      <div class="dialog-foot">
        <button class="button" type="button" @click=${() => host.show({ dialog: null })}>${host.say('cancel')}</button>
        <button class="button strong" type="button" @click=${go}>${yes}</button>
      </div>
    </div>`;

function examplesDialog(host: EditorHost): TemplateResult {
  const { say, opened, examples } = host;
  const start = blank(say('blank'), say('blankLead'));
  return html`${head(parts(host), say('examples'))}
    <div class="dialog-body">
      <p class="quiet">${say('examplesLead')}</p>
      ${gallery(host, [start, ...examples], (example) =>
        opened!.changed.length ? host.show({ dialog: 'replace', example }) : host.useExample(example),
      )}
    </div>`;
}

/** The dialog that is open; nothing where none is. */
export function dialogContent(host: EditorHost): TemplateResult | typeof nothing {
  const { say, ui, opened } = host;
  switch (ui.dialog) {
    case 'new':
      return newBlock(host);
    case null:
      return nothing;
    default:
      break;
  }
  if (!opened) return nothing;
  switch (ui.dialog) {
    case 'publish':
      return publish(host);
    case 'versions':
      return html`${head(parts(host), say('versionsTitle', { title: opened.draft.title }))}${versionsDialog(host)}`;
    case 'conflict':
      return conflict(host);
    case 'examples':
      return examplesDialog(host);
    case 'replace':
      return sure(
        host,
        say('replaceTitle'),
        say('replaceLead'),
        say('replace'),
        () => ui.example && host.useExample(ui.example),
      );
    case 'remove':
      return sure(
        host,
        say('remove'),
        say('removeSure', { title: opened.block.title }),
        say('remove'),
        () => void host.removeBlock(),
      );
    default:
      return nothing;
  }
}
