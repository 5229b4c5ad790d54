import { html, nothing, type TemplateResult } from 'lit';
import type { EditorHost } from '../host.ts';
import { embedLines } from './embed.ts';
import { type Field, type Setting, startOf } from '../settings/schema.ts';

type Value = string | number | boolean;
type Fill = (value: Value) => void;

const textOf = (event: Event): string => (event.target as HTMLInputElement).value;
const isOn = (event: Event): boolean => (event.target as HTMLInputElement).checked;

function listed(host: EditorHost, field: Field, value: Value, fill: Fill): TemplateResult {
  const isProduct = field.type === 'product';
  const list = isProduct ? host.products : host.collections;
  return html`<input
      id="setting-${field.id}"
      list="list-${field.type}-${field.id}"
      autocomplete="off"
      placeholder=${host.say('chooseHandle')}
      .value=${`${value}`}
      @focus=${() => isProduct && host.findProducts('')}
      @input=${(event: Event) => {
        if (isProduct) host.findProducts(textOf(event));
        fill(textOf(event));
      }}
    /><datalist id="list-${field.type}-${field.id}">
      ${list.map(({ handle, title }) => html`<option value=${handle}>${title}</option>`)}
    </datalist>`;
}

/** The control of a field, by its type. */
function control(host: EditorHost, field: Field, value: Value, fill: Fill): TemplateResult {
  const id = `setting-${field.id}`;
  const text = (type: string, extra = 5000) =>
    html`<input
      id=${id}
      type=${type}
      maxlength=${extra}
      autocomplete="off"
      .value=${`${value}`}
      @input=${(e: Event) => fill(textOf(e))}
    />`;
  switch (field.type) {
    case 'text':
      return text('text', field.maxLength);
    case 'textarea':
      return html`<textarea id=${id} rows="4" .value=${`${value}`} @input=${(e: Event) => fill(textOf(e))}></textarea>`;
    case 'number':
      return html`<input
        id=${id}
        type="number"
        step="any"
        min=${field.min ?? nothing}
        max=${field.max ?? nothing}
        .value=${`${value}`}
        @input=${(e: Event) => fill(Number(textOf(e)))}
      />`;
    case 'range':
      return html`<span class="range"
        ><input
          id=${id}
          type="range"
          min=${field.min}
          max=${field.max}
          step=${field.step ?? 1}
          .value=${`${value}`}
          @input=${(e: Event) => fill(Number(textOf(e)))}
        /><output for=${id}>${value}${field.unit ?? ''}</output></span
      >`;
    case 'checkbox':
      return html`<input
        id=${id}
        type="checkbox"
        role="switch"
        .checked=${value === true}
        @change=${(e: Event) => fill(isOn(e))}
      />`;
    case 'select':
      return html`<select id=${id} @change=${(e: Event) => fill(textOf(e))}>
        ${field.options.map((option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
      </select>`;
    case 'radio':
      return html`<span class="segments" role="radiogroup" aria-label=${field.label}
        >${field.options.map(
          (option) =>
            html`<label
              ><input
                type="radio"
                name=${id}
                .checked=${option.value === value}
                @change=${() => fill(option.value)}
              /><span>${option.label}</span></label
            >`,
        )}</span
      >`;
    case 'color':
      return html`<span class="colour"
        ><input id=${id} type="color" .value=${`${value}`} @input=${(e: Event) => fill(textOf(e))} /><code dir="ltr"
          >${value}</code
        ></span
      >`;
    case 'url':
    case 'image':
      return html`<input
        id=${id}
        type="text"
        inputmode="url"
        dir="ltr"
        autocomplete="off"
        placeholder=${field.type === 'image' ? '/media/…' : 'https://'}
        .value=${`${value}`}
        @input=${(e: Event) => fill(textOf(e))}
      />`;
    case 'date':
      return text('date');
    case 'product':
    case 'collection':
      return listed(host, field, value, fill);
  }
}

function one(host: EditorHost, setting: Setting): TemplateResult {
  if (setting.type === 'header')
    return html`<h3 dir="auto">${setting.label}</h3>
      ${setting.info ? html`<p class="quiet">${setting.info}</p>` : nothing}`;
  const given = host.opened!.values[setting.id];
  const value = given === undefined || given === null ? startOf(setting) : given;
  const fill: Fill = (next) => host.session?.fill({ [setting.id]: next });
  const label =
    setting.type === 'radio'
      ? html`<span class="label">${setting.label}</span>`
      : html`<label for="setting-${setting.id}">${setting.label}</label>`;
  return html`<div class="field is-${setting.type}" dir="auto">
    ${label}${control(host, setting, value, fill)}${setting.info ? html`<p class="quiet">${setting.info}</p>` : nothing}
  </div>`;
}

/** The form that who places the block fills in; here it feeds the preview. */
export function settingsPane(host: EditorHost): TemplateResult {
  const { say, opened } = host;
  const { settings, values, block, busy } = opened!;
  const { lines, copy } = embedLines(host);
  return html`<section class="settings" aria-label=${say('settings')}>
    <h2>${say('settings')}</h2>
    ${
      settings.length
        ? html`<p class="quiet">${say('settingsLead')}</p>
            <form @submit=${(event: Event) => event.preventDefault()}>
              ${settings.map((setting) => one(host, setting))}
            </form>
            ${
              Object.keys(values).length
                ? html`<button class="button" type="button" @click=${() => host.session?.resetValues()}>
                    ${say('resetValues')}
                  </button>`
                : nothing
            }`
        : html`<p class="quiet">${say('noSettings')}</p>
            <button class="button" type="button" @click=${() => host.show({ sheet: 'form', pane: 'code' })}>
              ${say('addForm')}
            </button>`
    }
    <details class="about-block">
      <summary>${say('thisBlock')}</summary>
      <p><code dir="ltr">${block.name}</code></p>
      ${
        block.liveVersion === null
          ? html`<p class="quiet">${say('embedLater')}</p>`
          : html`<p class="quiet">${say('embed')}:</p>
              ${lines} ${copy}`
      }
      ${
        block.off || block.liveVersion === null
          ? nothing
          : html`<button
              class="button"
              type="button"
              ?disabled=${busy !== null}
              @click=${() => void host.switch(false)}
            >
              ${say('switchOff')}
            </button>`
      }
      <button class="button danger" type="button" @click=${() => host.show({ dialog: 'remove' })}>
        ${say('remove')}
      </button>
    </details>
  </section>`;
}
