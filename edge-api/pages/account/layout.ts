import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { directionOf } from '../direction.ts';
import { LANGUAGES, type Say } from './strings.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What every page of an account is drawn with. */
export interface Frame {
  readonly base: string;
  readonly look: { readonly name: string; readonly logo: string | null; readonly sheet: string };
  readonly language: string;
  readonly say: Say;
  /** What a form of ours carries. */
  readonly formToken: string;
  /** Host of the page that asked for the sign-in; null when nobody did. */
  readonly askedBy: string | null;
  /** What the page's address says besides its path; null for the answer to a form, which has no address to come back to. */
  readonly query: string | null;
}

/** Something to say above a page: good news or bad. */
export interface Notice {
  readonly text: string;
  readonly bad?: boolean;
}

const isPicture = (address: string | null): address is string =>
  address !== null && /^(?:https:\/\/|\/(?!\/))/.test(address);

const inLanguage = (query: string, tag: string): string => {
  const parameters = new URLSearchParams(query);
  parameters.set('lang', tag);
  return `?${parameters}`;
};

const languageLinks = (language: string, query: string): Html =>
  html`<footer class="languages">
    ${Object.entries(LANGUAGES).map(
      ([tag, own]) =>
        html`<a
          href="${inLanguage(query, tag)}"
          lang="${tag}"
          hreflang="${tag}"
          ${tag === language ? html`aria-current="true"` : ''}
          >${own}</a
        >`,
    )}
  </footer>`;

/**
 * A page in its frame: the shop's name, the page, the languages it speaks. An unhurried one takes no press as it comes up; its
 * script is no deferred one, so that nothing can be pressed before it runs.
 */
export function frame(
  { base, look, language, say, askedBy, query }: Frame,
  title: string,
  body: Html,
  scripts: readonly string[] = [],
  unhurried = false,
): Html {
  const home = base === '/account' ? '/' : null;
  const name = isPicture(look.logo) ? html`<img src="${look.logo}" alt="${look.name}" />` : look.name;
  return html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} · ${look.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${base}/style.css?v=${look.sheet}" />
        ${unhurried ? html`<script src="${base}/unhurried.js"></script>` : ''}
        ${scripts.map((script) => html`<script defer src="${base}/${script}"></script>`)}
      </head>
      <body>
        <header class="top">
          ${home && !askedBy ? html`<a href="${home}" aria-label="${say('shop')}">${name}</a>` : html`<a href="${base}">${name}</a>`}
          ${askedBy ? html`<span class="quiet">${say('continueOn', { host: askedBy })}</span>` : ''}
        </header>
        ${body} ${query === null ? '' : languageLinks(language, query)}
      </body>
    </html>`;
}

const noticeBox = (notice: Notice | null): Html | string =>
  notice
    ? html`<p class="note ${notice.bad ? 'bad' : ''}" role="${notice.bad ? 'alert' : 'status'}">${notice.text}</p>`
    : '';

/** A small page with one thing to do; `unhurried` where another page can open it for a press that is the shopper's word. */
export const entry = (
  page: Frame,
  title: string,
  body: Html,
  more: { foot?: Html; scripts?: readonly string[]; notice?: Notice | null; unhurried?: boolean } = {},
): Html =>
  frame(
    page,
    title,
    html`<main class="entry">
      <div class="card">
        <h1>${title}</h1>
        ${noticeBox(more.notice ?? null)} ${body}
      </div>
      ${more.foot ? html`<p class="foot">${more.foot}</p>` : ''}
    </main>`,
    more.scripts ?? [],
    more.unhurried ?? false,
  );

/** Pages of the account, in the order of its menu. */
const AREA = [
  ['overview', ''],
  ['orders', '/orders'],
  ['profile', '/profile'],
  ['addresses', '/addresses'],
  ['preferences', '/preferences'],
  ['devices', '/devices'],
  ['data', '/data'],
] as const;
type AreaName = (typeof AREA)[number][0];

/** A page of the account, with its menu. */
export const area = (
  page: Frame,
  name: AreaName,
  title: string,
  body: Html,
  more: { scripts?: readonly string[]; notice?: Notice | null } = {},
): Html =>
  frame(
    page,
    title,
    html`<main class="area">
      <nav aria-label="${page.say('account')}">
        <ul>
          ${AREA.map(
            ([each, path]) =>
              html`<li>
                <a href="${page.base}${path}" ${each === name ? html`aria-current="page"` : ''}>${page.say(each)}</a>
              </li>`,
          )}
        </ul>
      </nav>
      <div class="stack">
        <h1>${title}</h1>
        ${noticeBox(more.notice ?? null)} ${body}
      </div>
    </main>`,
    more.scripts ?? [],
  );

export interface FieldOptions {
  readonly label: string;
  readonly name: string;
  readonly type?: 'text' | 'email' | 'password' | 'tel';
  readonly value?: string | undefined;
  readonly autocomplete: string;
  readonly required?: boolean;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly maxlength?: number;
  readonly inputmode?: 'numeric';
  /** Where one page has two fields of a name: what tells their ids apart. */
  readonly of?: string;
  /** What the label says of a field that may stay empty. */
  readonly optional?: string;
}

/** One field: label, input, hint and error, each told to screen readers. */
export function field(options: FieldOptions): Html {
  const {
    label,
    name,
    type = 'text',
    value = '',
    autocomplete,
    required = true,
    hint,
    error,
    maxlength = 254,
  } = options;
  const id = `f-${options.of ? `${options.of}-` : ''}${name}`;
  const about = [...(error ? [`${id}-error`] : []), ...(hint ? [`${id}-hint`] : [])].join(' ');
  return html`<div class="field">
    <label for="${id}"
      >${label}${!required && options.optional ? html` <small>(${options.optional})</small>` : ''}</label
    >
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      value="${type === 'password' ? '' : value}"
      autocomplete="${autocomplete}"
      maxlength="${maxlength}"
      ${options.inputmode ? html`inputmode="${options.inputmode}"` : ''}
      ${type === 'email' || type === 'tel' || options.inputmode ? html`dir="ltr"` : html`dir="auto"`}
      ${type === 'email' || type === 'password' ? html`spellcheck="false"` : ''}
      ${required ? html`required` : ''}
      ${error ? html`aria-invalid="true"` : ''}
      ${about ? html`aria-describedby="${about}"` : ''}
    />
    ${error ? html`<span class="error" id="${id}-error">${error}</span>` : ''}
    ${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : ''}
  </div>`;
}

/** The hidden field without which no form of ours is taken. */
export const own = ({ formToken }: Frame): Html => html`<input type="hidden" name="form_token" value="${formToken}" />`;

/** The page that asks, and what its window is known by. */
export interface Asked {
  readonly origin: string;
  readonly state: string;
}

/** Says with a form whom it was shown for: the shopper's word is for that page and no other. */
export const askedFields = ({ origin, state }: Asked): Html =>
  html`<input type="hidden" name="asker" value="${origin}" /><input type="hidden" name="state" value="${state}" />`;

export const submit = (text: string, kind = ''): Html =>
  html`<button ${kind ? html`class="${kind}"` : ''}>${text}</button>`;
