import { html, nothing, type TemplateResult } from 'lit';
import type { EditorHost } from '../host.ts';
import { readSettings } from '../settings/schema.ts';
import { embedLines } from './embed.ts';
import { arrow, gallery, history } from './icons.ts';
import { badge } from './home.ts';
import { ago } from './time.ts';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
/** A combination as this computer writes it. */
export const keys = (key: string): string => (isMac ? `⌘${key}` : `Ctrl ${key}`);

function savedWords({ say, opened }: EditorHost): TemplateResult {
  const { busy, changed } = opened!;
  const word = busy === 'saving' ? say('saving') : changed.length ? say('unsavedKept') : say('saved');
  return html`<span class="saved ${changed.length ? 'not-yet' : ''}" role="status">${word}</span>`;
}

/** The head of an open block: what it is, where it stands, what can be done with it. */
export function bar(host: EditorHost): TemplateResult {
  const { say, opened } = host;
  const { block, draft, busy, changed } = opened!;
  const retitle = (event: Event) => host.session?.edit({ title: (event.target as HTMLInputElement).value });
  return html`<header class="bar">
    <h1 class="hidden-text" tabindex="-1">${draft.title}</h1>
    <button class="button plain" type="button" @click=${() => host.closeBlock()}>
      <span class="turns">${arrow}</span><span class="folds">${say('backToBlocks')}</span>
    </button>
    <div class="title">
      <input .value=${draft.title} maxlength="120" aria-label=${say('title')} autocomplete="off" @input=${retitle} />
      <code dir="ltr" class="wide-only">${block.name}</code>
    </div>
    <div class="standing">${badge(say, block)}${savedWords(host)}</div>
    <div class="tools" role="group" aria-label=${say('toolbar')}>
      <button class="button plain" type="button" @click=${() => host.show({ dialog: 'examples' })}>
        ${gallery}<span class="folds">${say('examples')}</span>
      </button>
      <button class="button plain" type="button" @click=${() => void host.openVersions()}>
        ${history}<span class="folds">${say('versions')}</span>
      </button>
      <button
        class="button save"
        type="button"
        title=${say('saveKeys', { keys: keys('S') })}
        ?disabled=${busy !== null}
        @click=${() => void host.save()}
      >
        ${say(changed.length ? 'save' : 'saveShort')}
      </button>
      <button
        class="button strong"
        type="button"
        ?disabled=${busy !== null}
        @click=${() => host.show({ dialog: 'publish', complaint: '' })}
      >
        ${say('publish')}
      </button>
    </div>
  </header>`;
}

const notice = (tone: string, role: string, content: TemplateResult): TemplateResult =>
  html`<div class="notice ${tone}" role=${role}>${content}</div>`;

function offNotice(host: EditorHost): TemplateResult | typeof nothing {
  const { say, opened, locale } = host;
  const { off } = opened!.block;
  if (!off) return nothing;
  return notice(
    'bad',
    'status',
    html`<p>
        <strong>${say('off', { time: ago(off.since, locale) })}.</strong>
        ${say(off.reason === 'failures' ? 'offFailures' : 'offMerchant')}
      </p>
      <button class="button" type="button" ?disabled=${opened!.busy !== null} @click=${() => void host.switch(true)}>
        ${say('switchOn')}
      </button>`,
  );
}

/** What the merchant should know before going on, most important first. */
export function notices(host: EditorHost): TemplateResult {
  const { say, opened, ui } = host;
  const { failure, restored, aside, draft, changed } = opened!;
  const [mistake] = changed.includes('settings') ? readSettings(draft.settings).mistakes : [];
  const { lines, copy } = embedLines(host);
  const dismiss = html`<button class="button plain" type="button" @click=${() => host.session?.dismiss()}>
    ${say('dismiss')}
  </button>`;
  return html`<div class="notices">
    ${offNotice(host)}
    ${
      failure
        ? notice(
            'bad',
            'alert',
            html`<p>${say('saveFailed', { message: failure.message })}</p>
              ${dismiss}`,
          )
        : nothing
    }
    ${mistake ? notice('warn', 'status', html`<p>${say('formBroken')} <span dir="auto">${mistake.message}</span></p>`) : nothing}
    ${
      restored
        ? notice(
            'calm',
            'status',
            html`<p>${say('restored')}</p>
              <button class="button" type="button" @click=${() => host.session?.discard()}>${say('discard')}</button
              >${dismiss}`,
          )
        : nothing
    }
    ${
      aside
        ? notice(
            'calm',
            'status',
            html`<p>${say('aside')}</p>
              <button class="button" type="button" @click=${() => host.session?.bringBack()}>${say('bringBack')}</button
              >${dismiss}`,
          )
        : nothing
    }
    ${
      ui.embed
        ? notice(
            'good',
            'status',
            html`<div>
                <p><strong>${ui.news}</strong> ${say('embed')}:</p>
                ${lines}
              </div>
              ${copy}
              <button class="button plain" type="button" @click=${() => host.show({ embed: false })}>
                ${say('dismiss')}
              </button>`,
          )
        : nothing
    }
  </div>`;
}
