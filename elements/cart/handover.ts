import { html, nothing, svg, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Text } from '../internal/strings.ts';
import type { CartStore } from '../stores/cart-store.ts';
import { codeFragment } from './arriving-code.ts';
import type { BesideKey } from './cart-beside.strings.ts';

type Phase =
  | { kind: 'loading' }
  | { kind: 'failed' }
  | { kind: 'over' }
  | { kind: 'ready'; url: string; path: string; size: number };

/** A QR code as the path of a picture: one square for each dark module. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}

/** The step of the cart that hands it over to another device: a QR code and a link, good once and for ten minutes. */
export class Handover {
  private readonly host: ReactiveControllerHost;
  private readonly say: Text<BesideKey>;
  private readonly announce: (text: string) => void;
  private phase: Phase = { kind: 'loading' };
  private copied = false;
  private ending: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(host: ReactiveControllerHost, say: Text<BesideKey>, announce: (text: string) => void) {
    this.host = host;
    this.say = say;
    this.announce = announce;
  }

  /** Asks for a code and shows it. */
  async start(store: string, cart: CartStore): Promise<void> {
    clearTimeout(this.ending);
    this.show({ kind: 'loading' });
    try {
      const [{ encode }, more] = await Promise.all([import('uqr'), cart.more!()]);
      const { code, expiresAt } = await more.handOver();
      const url = new URL(location.href);
      url.hash = codeFragment({ store, code, passing: false });
      const { data, size } = encode(url.href, { ecc: 'M', border: 2 });
      this.show({ kind: 'ready', url: url.href, path: pathOf(data), size });
      this.ending = setTimeout(() => this.show({ kind: 'over' }), Math.max(0, expiresAt - Date.now()));
    } catch {
      this.show({ kind: 'failed' });
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.ending);
  }

  private show(phase: Phase): void {
    if (this.stopped) return;
    this.phase = phase;
    this.copied = false;
    this.host.requestUpdate();
  }

  private async copy(url: string, input: HTMLInputElement | null | undefined): Promise<void> {
    try {
      await navigator.clipboard.writeText(url);
      this.copied = true;
      this.announce(this.say('linkCopied'));
      this.host.requestUpdate();
    } catch {
      // Not allowed here: the shopper copies it by hand.
      input?.focus();
      input?.select();
    }
  }

  render(again: () => void): TemplateResult {
    const { phase, say } = this;
    const ready = phase.kind === 'ready' ? phase : undefined;
    return html`<div class="body handover">
      <p>${say('handoverText')}</p>
      ${
        phase.kind === 'failed' || phase.kind === 'over'
          ? html`<div class="notice ${phase.kind === 'failed' ? 'bad' : ''}" role="alert">
              <p>${say(phase.kind === 'failed' ? 'handoverFailed' : 'handoverOver')}</p>
              <button part="tertiary-button" @click=${again}>${say('retry')}</button>
            </div>`
          : html`<div
                class="qr ${ready ? '' : 'placeholder'}"
                role="img"
                aria-label=${say(ready ? 'qrCode' : 'loading')}
              >
                ${
                  ready
                    ? svg`<svg viewBox="0 0 ${ready.size} ${ready.size}" shape-rendering="crispEdges"><path d=${ready.path} /></svg>`
                    : nothing
                }
              </div>
              <label for="handover-link">${say('handoverLink')}</label>
              <div class="field">
                <input
                  id="handover-link"
                  part="input-field"
                  readonly
                  dir="ltr"
                  .value=${ready?.url ?? ''}
                  @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
                />
                <button
                  class="secondary"
                  part="secondary-button"
                  aria-disabled=${ready ? 'false' : 'true'}
                  @click=${(event: Event) =>
                    ready &&
                    this.copy(ready.url, (event.currentTarget as HTMLElement).parentElement?.querySelector('input'))}
                >
                  ${say(this.copied ? 'linkCopied' : 'copyLink')}
                </button>
              </div>
              <p class="hint">${say('handoverHint')}</p>`
      }
    </div>`;
  }
}
