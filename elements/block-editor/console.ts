import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { ApiError } from '../client/api-client.ts';
import { createBlocksClient } from '../client/blocks-client.ts';
import { define } from '../internal/define.ts';
import { isRightToLeft } from '../internal/strings.ts';
import { tokens } from '../internal/tokens.styles.ts';
import './editor.ts';
import { controls } from './styles/controls.ts';
import { palette } from './styles/palette.ts';
import { editorTexts } from './texts/say.ts';

const KEPT = 'vitrine-console';
/** What the page itself looks like: it has no style sheet, and what is inline, its policy refuses. */
const PAGE = ':root{color-scheme:light dark}body{margin:0}';

interface Entry {
  readonly store: string;
  readonly key: string;
}

/** What was kept until the tab closes; nothing where the merchant did not want that. */
function keptEntry(): Entry | undefined {
  try {
    const entry = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Partial<Entry> | null;
    return typeof entry?.store === 'string' && typeof entry.key === 'string' ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}

/** The page at `/console/blocks`: asks which shop and with which key, and opens the editor. The key stays in memory. */
@define('vitrine-block-console')
export class VitrineBlockConsole extends LitElement {
  static override styles = [
    tokens,
    palette,
    controls,
    css`
      .root {
        min-block-size: 100dvh;
      }
      .door {
        display: grid;
        place-items: center;
        min-block-size: 100dvh;
        padding: 24px 16px;
      }
      form {
        display: grid;
        gap: 18px;
        inline-size: min(420px, 100%);
        padding: clamp(20px, 5vw, 36px);
        border: 1px solid var(--line);
        border-radius: 18px;
        background: var(--surface);
        box-shadow: 0 18px 60px rgb(0 0 0 / 0.08);
      }
      h1 {
        font-size: 26px;
        font-weight: 680;
        letter-spacing: -0.02em;
      }
      .root:dir(rtl) h1 {
        letter-spacing: 0;
      }
      .keep {
        display: flex;
        align-items: center;
        gap: 10px;
      }
      .keep input {
        inline-size: 18px;
        block-size: 18px;
        accent-color: var(--accent);
      }
      .strong {
        min-block-size: 44px;
      }
    `,
  ];

  @state() private entry: Entry | undefined = keptEntry();
  @state() private complaint = '';
  @state() private busy = false;

  private readonly say = editorTexts(this);

  get locale(): string {
    return document.documentElement.lang || 'en';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PAGE);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  private readonly submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const entry = { store: `${form.get('store')}`.trim(), key: `${form.get('key')}`.trim() };
    this.busy = true;
    this.complaint = '';
    try {
      await createBlocksClient('', entry.store, entry.key).list();
      if (form.get('keep')) sessionStorage.setItem(KEPT, JSON.stringify(entry));
      this.entry = entry;
    } catch (error) {
      const { status, message } = error as ApiError;
      this.complaint =
        status === 401 || status === 404
          ? this.say('signInRefused')
          : status === 403
            ? this.say('signInScope')
            : message;
    } finally {
      this.busy = false;
    }
  };

  protected override render(): TemplateResult {
    const { entry, say, locale } = this;
    if (entry)
      return html`<main>
        <vitrine-block-editor store=${entry.store} theme="auto" .key=${entry.key}></vitrine-block-editor>
      </main>`;
    const asked = new URLSearchParams(location.search).get('store') ?? '';
    return html`<div class="root" data-theme="auto" lang=${locale} dir=${isRightToLeft(locale) ? 'rtl' : 'ltr'}>
      <main class="door">
        <form @submit=${this.submit}>
          <div>
            <h1>${say('signInTitle')}</h1>
            <p class="quiet">${say('signInLead')}</p>
          </div>
          <div class="field">
            <label for="store">${say('signInStore')}</label>
            <input
              id="store"
              name="store"
              required
              dir="ltr"
              autocomplete="organization"
              autocapitalize="off"
              spellcheck="false"
              aria-describedby="store-hint"
              .value=${asked}
            />
            <p class="quiet" id="store-hint">${say('signInStoreHint')}</p>
          </div>
          <div class="field">
            <label for="key">${say('signInKey')}</label>
            <input
              id="key"
              name="key"
              type="password"
              required
              dir="ltr"
              autocomplete="off"
              aria-describedby="key-hint"
            />
            <p class="quiet" id="key-hint">${say('signInKeyHint')}</p>
          </div>
          <label class="keep"><input type="checkbox" name="keep" />${say('signInKeep')}</label>
          ${this.complaint ? html`<p class="complaint" role="alert">${this.complaint}</p>` : nothing}
          <button class="button strong" ?disabled=${this.busy}>${say(this.busy ? 'signingIn' : 'signInGo')}</button>
        </form>
      </main>
    </div>`;
  }
}
