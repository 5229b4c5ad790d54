import { html, nothing, type TemplateResult } from 'lit';
import type { BlockSummary } from '../../../edge-api/contract/blocks-admin.ts';
import type { Example } from '../examples.ts';
import type { EditorHost } from '../host.ts';
import type { Say } from '../texts/say.ts';
import { plus } from './icons.ts';
import { ago } from './time.ts';

/** Where a block stands, as a badge. */
export function badge(
  say: Say,
  { off, liveVersion, changed, failing }: Pick<BlockSummary, 'off' | 'liveVersion' | 'changed' | 'failing'>,
): TemplateResult {
  if (off) return html`<span class="badge off">${say('statusOff')}</span>`;
  if (liveVersion === null) return html`<span class="badge draft">${say('statusDraft')}</span>`;
  if (failing) return html`<span class="badge off">${say('statusFailing', { version: liveVersion })}</span>`;
  return changed
    ? html`<span class="badge changed">${say('statusChanged')}</span>`
    : html`<span class="badge live">${say('statusLiveVersion', { version: liveVersion })}</span>`;
}

const row = ({ say, locale, openBlock }: Row, block: BlockSummary): TemplateResult =>
  html`<li>
    <button class="block-row" type="button" @click=${() => void openBlock(block.name)}>
      <span class="names"><strong>${block.title}</strong><code dir="ltr">${block.name}</code></span>
      <span class="quiet">${say('edited', { time: ago(block.updatedAt, locale) })}</span>
      ${badge(say, block)}
    </button>
  </li>`;
type Row = Pick<EditorHost, 'say' | 'locale' | 'openBlock'>;

function list(host: EditorHost): TemplateResult {
  const { say, blocks, listFailure } = host;
  if (listFailure)
    return html`<div class="notice bad" role="alert">
      <p>${say('loadFailed')} ${listFailure.message}</p>
      <button class="button" type="button" @click=${() => void host.loadList()}>${say('tryAgain')}</button>
    </div>`;
  if (!blocks)
    return html`<div class="bones" aria-busy="true"><span class="hidden-text">${say('loading')}</span></div>`;
  if (blocks.length === 0)
    return html`<div class="nothing-yet">
      <div class="sketch" aria-hidden="true"><i></i><i></i><i></i></div>
      <h3>${say('noBlocks')}</h3>
      <p>${say('noBlocksLead')}</p>
    </div>`;
  return html`<ul class="block-list">
    ${blocks.map((block) => row({ say, locale: host.locale, openBlock: (name) => host.openBlock(name) }, block))}
  </ul>`;
}

/** CSS pixels of the screen an example is shown on, and of its card. */
const SCREEN = 600;
const CARD = 248;

function thumb({ thumbs, looks }: Gallery, { id, title }: Example): TemplateResult {
  const drawn = thumbs.get(id);
  return html`<span class="thumb ${drawn ? 'drawn' : ''}" aria-hidden="true" inert
    >${
      drawn
        ? html`<vitrine-block-frame
            .content=${drawn.html}
            .sheet=${drawn.css}
            .theme=${looks.sheet}
            .language=${looks.locale}
            .width=${SCREEN}
            .room=${CARD}
            .label=${title}
          ></vitrine-block-frame>`
        : html`<span class="sketch"><i></i><i></i><i></i></span>`
    }</span
  >`;
}
type Gallery = Pick<EditorHost, 'thumbs' | 'looks'>;

/** The examples as cards, each as it looks in this shop; `choose` is what a press does. */
export const gallery = (
  host: Gallery,
  examples: readonly Example[],
  choose: (example: Example) => void,
): TemplateResult =>
  html`<ul class="gallery">
    ${examples.map(
      (example) =>
        html`<li>
          <button class="card" type="button" @click=${() => choose(example)}>
            ${thumb(host, example)}
            <strong>${example.title}</strong>
            <span class="about">${example.description}</span>
          </button>
        </li>`,
    )}
  </ul>`;

/** All blocks of the shop, and what to begin with. */
export function home(host: EditorHost): TemplateResult {
  const { say, examples } = host;
  const begin = (example: Example) => host.show({ dialog: 'new', example, complaint: '' });
  return html`<div class="home">
    <header class="home-head">
      <div>
        <h1 tabindex="-1">${say('blocks')}</h1>
        <p class="lead">${say('lead')}</p>
      </div>
      <button
        class="button strong"
        type="button"
        @click=${() => host.show({ dialog: 'new', example: null, complaint: '' })}
      >
        ${plus}${say('newBlock')}
      </button>
    </header>
    <section aria-label=${say('yourBlocks')}>
      ${host.blocks?.length ? html`<h2>${say('yourBlocks')}</h2>` : nothing}${list(host)}
    </section>
    ${
      examples.length
        ? html`<section aria-label=${say('examples')}>
            <h2>${say('examples')}</h2>
            <p class="quiet">${say('examplesLead')}</p>
            ${gallery(host, examples, begin)}
          </section>`
        : nothing
    }
  </div>`;
}
