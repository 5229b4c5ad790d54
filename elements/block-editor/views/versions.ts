import { html, nothing, type TemplateResult } from 'lit';
import type { Side } from '../../client/blocks-client.ts';
import type { EditorHost } from '../host.ts';
import { diffView, fieldNames } from './diff-view.ts';
import { actorOf, ago } from './time.ts';

const sideOf = (text: string): Side => (text === 'draft' ? 'draft' : Number(text));

function comparison(host: EditorHost): TemplateResult | typeof nothing {
  const { say, versions, opened } = host;
  const { list, chosen, against, comparison: found } = versions;
  if (chosen === null || !list) return nothing;
  const choose = (event: Event) => void host.compare(chosen, sideOf((event.target as HTMLSelectElement).value));
  const fields = found
    ? fieldNames(
        host,
        found.changes.map(({ path }) => path),
      )
    : '';
  return html`<div class="compare">
    <div class="compare-head">
      <h3>${say('version', { version: chosen })}</h3>
      <label
        >${say('compareWith')}
        <select @change=${choose}>
          <option value="draft" ?selected=${against === 'draft'}>${say('theDraft')}</option>
          ${list
            .filter(({ version }) => version !== chosen)
            .map(
              ({ version }) =>
                html`<option value=${version} ?selected=${against === version}>${say('version', { version })}</option>`,
            )}
        </select></label
      >
    </div>
    ${
      found
        ? html`${diffView(host, found.lines)}${fields ? html`<p class="quiet">${say('alsoChanged', { fields })}</p>` : nothing}`
        : html`<p class="calm-words" aria-busy="true">${say('comparing')}</p>`
    }
    ${rollBack(host, chosen, opened!.block.liveVersion)}
  </div>`;
}

function rollBack(host: EditorHost, chosen: number, live: number | null): TemplateResult | typeof nothing {
  const { say, versions, opened } = host;
  const isBusy = opened!.busy !== null;
  if (chosen === live) return nothing;
  if (!versions.sure)
    return html`<div class="dialog-foot">
      <button class="button" type="button" ?disabled=${isBusy} @click=${() => host.askToRollBack(true)}>
        ${say('rollBack', { version: chosen })}
      </button>
    </div>`;
  return html`<div class="dialog-foot sure">
    <p>${say('rollBackConfirm', { version: chosen })}</p>
    <button class="button" type="button" @click=${() => host.askToRollBack(false)}>${say('cancel')}</button>
    <button class="button strong" type="button" ?disabled=${isBusy} @click=${() => void host.rollBack(chosen)}>
      ${say(isBusy ? 'rollingBack' : 'rollBackSure')}
    </button>
  </div>`;
}

/** What has been published, what differs, and the way back. */
export function versionsDialog(host: EditorHost): TemplateResult {
  const { say, versions, opened, locale, ui } = host;
  const { list, chosen, failure } = versions;
  const live = opened!.block.liveVersion;
  if (failure) return html`<div class="dialog-body"><p class="complaint" role="alert">${failure.message}</p></div>`;
  if (!list) return html`<div class="dialog-body"><p class="calm-words" aria-busy="true">${say('loading')}</p></div>`;
  if (list.length === 0) return html`<div class="dialog-body"><p class="calm-words">${say('noVersions')}</p></div>`;
  return html`<div class="dialog-body versions">
    <ol class="version-list" aria-label=${say('versions')}>
      ${list.map(
        ({ version, note, actor, createdAt }) =>
          html`<li>
            <button
              type="button"
              class="version"
              aria-current=${chosen === version ? 'true' : 'false'}
              @click=${() => void host.compare(version, 'draft')}
            >
              <span class="version-name"
                ><strong>${say('version', { version })}</strong>${
                  version === live ? html` <span class="badge live">${say('versionLive')}</span>` : nothing
                }</span
              >
              <span class="note">${note || say('noNote')}</span>
              <span class="quiet">${say('byAt', { actor: actorOf(say, actor), time: ago(createdAt, locale) })}</span>
            </button>
          </li>`,
      )}
    </ol>
    <div>
      ${comparison(host)}${ui.complaint ? html`<p class="complaint" role="alert">${ui.complaint}</p>` : nothing}
    </div>
  </div>`;
}
