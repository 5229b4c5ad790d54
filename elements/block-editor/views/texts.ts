import { html, nothing, type TemplateResult } from 'lit';
import type { Texts } from '../draft.ts';
import type { EditorHost } from '../host.ts';
import { bin } from './icons.ts';

const keysOf = (texts: Texts): string[] =>
  [...new Set(Object.values(texts).flatMap((words) => Object.keys(words)))].sort();

/** The texts with one more, another, or one less: `undefined` takes a text out. */
export function withText(texts: Texts, language: string, key: string, text: string | undefined): Texts {
  const { [key]: _, ...others } = texts[language] ?? {};
  return { ...texts, [language]: text === undefined ? others : { ...others, [key]: text } };
}

const isLanguage = (code: string): boolean => /^[a-z]{2,3}(-[a-z\d]{2,8}){0,3}$/i.test(code);

/** A form of one field; what is typed goes to `take`, which says whether it was taken. */
function adding(label: string, placeholder: string, take: (text: string) => boolean): TemplateResult {
  const submit = (event: Event) => {
    event.preventDefault();
    const input = (event.target as HTMLFormElement).querySelector('input')!;
    if (take(input.value.trim())) input.value = '';
    input.focus();
  };
  return html`<form class="adding" @submit=${submit}>
    <input aria-label=${placeholder} placeholder=${placeholder} autocomplete="off" maxlength="100" dir="ltr" />
    <button class="button">${label}</button>
  </form>`;
}

/** The block's own words, a row for each key and a column for each language. */
export function textsPane(host: EditorHost): TemplateResult {
  const { say, opened, session, ui } = host;
  const { texts } = opened!.draft;
  const languages = Object.keys(texts);
  const keys = keysOf(texts);
  const put = (next: Texts) => session?.edit({ texts: next });
  const addLanguage = (code: string) => {
    const isGood = isLanguage(code) && !(code in texts);
    host.show({ complaint: isGood ? '' : say('languageWrong') });
    if (isGood) put({ ...texts, [code]: {} });
    return isGood;
  };
  const addKey = (key: string) => {
    if (!key || languages.length === 0) return false;
    put(withText(texts, languages[0]!, key, texts[languages[0]!]?.[key] ?? ''));
    return true;
  };
  const dropKey = (key: string) =>
    put(languages.reduce((all, language) => withText(all, language, key, undefined), texts));
  return html`<div class="texts">
    <p class="quiet">${say('textsLead')}</p>
    ${
      languages.length === 0
        ? html`<p class="calm-words">${say('noTexts')}</p>`
        : html`<div class="table" role="region" aria-label=${say('texts')} tabindex="0">
            <table>
              <thead>
                <tr>
                  <th scope="col">${say('textKey')}</th>
                  ${languages.map(
                    (language) =>
                      html`<th scope="col" dir="ltr">
                        ${language}
                        <button
                          class="icon"
                          type="button"
                          aria-label=${say('removeLanguage', { language })}
                          @click=${() => put(Object.fromEntries(Object.entries(texts).filter(([name]) => name !== language)))}
                        >
                          ${bin}
                        </button>
                      </th>`,
                  )}
                  <td></td>
                </tr>
              </thead>
              <tbody>
                ${keys.map(
                  (key) =>
                    html`<tr>
                      <th scope="row"><code dir="ltr">${key}</code></th>
                      ${languages.map(
                        (language) =>
                          html`<td>
                            <input
                              lang=${language}
                              dir="auto"
                              maxlength="1000"
                              aria-label=${say('textOf', { key, language })}
                              .value=${texts[language]?.[key] ?? ''}
                              @input=${(event: Event) => put(withText(texts, language, key, (event.target as HTMLInputElement).value))}
                            />
                          </td>`,
                      )}
                      <td>
                        <button
                          class="icon"
                          type="button"
                          aria-label=${say('removeText', { key })}
                          @click=${() => dropKey(key)}
                        >
                          ${bin}
                        </button>
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
    ${languages.length ? adding(say('addText'), say('newKey'), addKey) : nothing}
    ${adding(say('addLanguage'), say('languageCode'), addLanguage)}
    ${ui.complaint ? html`<p class="complaint" role="alert">${ui.complaint}</p>` : nothing}
  </div>`;
}
