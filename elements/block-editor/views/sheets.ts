import { html, nothing, type TemplateResult } from 'lit';
import type { CodeChangeEvent } from '../code/code-field.ts';
import { diagnosticOf } from '../check.ts';
import type { EditorHost } from '../host.ts';
import { placedMistakes } from '../settings/json-places.ts';
import { readSettings, SETTING_TYPES, type SettingType } from '../settings/schema.ts';
import type { Key } from '../texts/say.ts';
import { newSetting } from './new-setting.ts';
import { shelf } from './shelf.ts';
import { tabs } from './tabs.ts';
import { textsPane } from './texts.ts';

const idsOf = (host: EditorHost): string[] =>
  host.opened!.settings.flatMap((setting) => ('id' in setting ? [setting.id] : []));

function codeSheet(host: EditorHost): TemplateResult {
  const { say, opened, preview } = host;
  const { block, draft } = opened!;
  const isLive = draft.source === block.source && !block.changed;
  // Lines are those of the live version: beside another text they would point at the wrong ones.
  const failed = isLive
    ? block.failures
        .filter(({ line, version }) => line !== null && version === block.liveVersion)
        .map(({ line, message, times }) => ({
          line: line!,
          message: say('failureInCode', { message, times: say('failedTimes', { count: times }) }),
        }))
    : [];
  return html`<vitrine-code-field
    id="code"
    ?hidden=${host.ui.sheet !== 'code'}
    .value=${draft.source}
    .label=${say('codeLabel')}
    .problems=${preview.problems.map(diagnosticOf)}
    .failed=${failed}
    .settingIds=${idsOf(host)}
    @code-change=${({ detail }: CodeChangeEvent) => host.session?.edit({ source: detail })}
  ></vitrine-code-field>`;
}

function formSheet(host: EditorHost): TemplateResult {
  const { say, opened } = host;
  const { settings } = opened!.draft;
  const add = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const type = select.value as SettingType;
    select.value = '';
    host.addField(JSON.stringify(newSetting(type, say(`field_${type}` as Key), idsOf(host))));
  };
  return html`<div class="form-help">
      <p class="quiet">${say('formLead')}</p>
      <select aria-label=${say('addField')} @change=${add}>
        <option value="">${say('addField')}</option>
        ${SETTING_TYPES.map((type) => html`<option value=${type}>${say(`field_${type}` as Key)}</option>`)}
      </select>
    </div>
    <vitrine-code-field
      id="form"
      mode="json"
      .value=${settings}
      .label=${say('formLabel')}
      .problems=${placedMistakes(settings, readSettings(settings).mistakes)}
      @code-change=${({ detail }: CodeChangeEvent) => host.session?.edit({ settings: detail })}
    ></vitrine-code-field>`;
}

/** What the merchant writes: code, form, texts, and what is told of them. */
export function writing(host: EditorHost): TemplateResult {
  const { say, ui, opened } = host;
  const { draft } = opened!;
  const mistakes = readSettings(draft.settings).mistakes.length;
  const items = [
    { id: 'code', label: say('code') },
    { id: 'form', label: say('form'), count: mistakes, tone: 'bad' },
    { id: 'texts', label: say('texts') },
  ] as const;
  return html`<section class="writing" aria-label=${say('write')}>
    ${tabs('sheet', say('write'), items, ui.sheet, (sheet) => host.show({ sheet, complaint: '' }))}
    <div class="sheet ${ui.sheet}-sheet" role="tabpanel" id="sheet-panel" aria-labelledby="sheet-${ui.sheet}">
      ${codeSheet(host)} ${ui.sheet === 'form' ? formSheet(host) : ui.sheet === 'texts' ? textsPane(host) : nothing}
    </div>
    ${ui.sheet === 'texts' ? html`<span></span>` : html`<p class="hint">${say('leaveKeys')}</p>`}
    ${ui.sheet === 'code' ? shelf(host) : nothing}
  </section>`;
}
