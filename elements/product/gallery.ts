import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Image } from '../../edge-api/contract/products.ts';
import type { Text } from '../internal/strings.ts';

/** A product's pictures: one in sight, the others a swipe, an arrow key or a thumbnail away. */
export class Gallery implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private readonly strip = createRef<HTMLElement>();
  private current = 0;
  private moved = false;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.moved = true;
  }

  /** One that was moved in the page has lost where it stood. */
  hostUpdated(): void {
    if (this.moved) this.show(this.current, 'instant');
    this.moved = false;
  }

  /** Back to the first picture, as for another product. */
  reset(): void {
    this.current = 0;
    if (this.strip.value) this.strip.value.scrollLeft = 0;
  }

  /** Brings a picture into sight, without moving the page. */
  show(index: number, behavior: ScrollBehavior = 'auto'): void {
    const strip = this.strip.value;
    const slide = strip?.children[index];
    if (!strip || !(slide instanceof HTMLElement)) return;
    // Right-to-left strips scroll towards negative numbers, and so do the offsets of their slides.
    strip.scrollTo({ left: slide.offsetLeft, behavior });
    this.mark(index);
  }

  private mark(index: number): void {
    if (index === this.current) return;
    this.current = index;
    this.host.requestUpdate();
  }

  private handleScroll(event: Event): void {
    const strip = event.currentTarget as HTMLElement;
    if (strip.clientWidth) this.mark(Math.round(Math.abs(strip.scrollLeft) / strip.clientWidth));
  }

  private handleKeydown(event: KeyboardEvent, count: number): void {
    const strip = event.currentTarget as HTMLElement;
    const forward = getComputedStyle(strip).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const back = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    const next = new Map([
      [forward, this.current + 1],
      [back, this.current - 1],
      ['Home', 0],
      ['End', count - 1],
    ]).get(event.key);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.show(Math.max(0, Math.min(count - 1, next)));
  }

  render(images: readonly Image[], text: Text<'pictures' | 'picture'>): TemplateResult {
    const count = images.length;
    const several = count > 1;
    return html`<div class="gallery" part="gallery">
      <div
        class="strip"
        ${ref(this.strip)}
        role=${several ? 'group' : nothing}
        aria-label=${several ? text('pictures') : nothing}
        tabindex=${several ? 0 : nothing}
        @scroll=${this.handleScroll.bind(this)}
        @keydown=${(event: KeyboardEvent) => this.handleKeydown(event, count)}
      >
        ${repeat(
          images,
          ({ id }) => id,
          ({ url, alt, width, height }, index) =>
            html`<div class="slide">
              <img
                class="image"
                part="image"
                src=${url}
                alt=${alt}
                width=${width ?? nothing}
                height=${height ?? nothing}
                loading=${index ? 'lazy' : 'eager'}
                decoding="async"
                @error=${hideBroken}
              />
            </div>`,
        )}
        ${count ? nothing : html`<div class="slide"></div>`}
      </div>
      ${
        several
          ? html`<div class="thumbnails" part="thumbnails">
              ${repeat(
                images,
                ({ id }) => id,
                ({ url }, index) =>
                  html`<button
                    type="button"
                    class="thumbnail"
                    part="thumbnail"
                    aria-label=${text('picture', { number: index + 1, of: count })}
                    aria-current=${index === this.current}
                    @click=${() => this.show(index)}
                  >
                    <img src=${url} alt="" loading="lazy" decoding="async" @error=${hideBroken} />
                  </button>`,
              )}
            </div>`
          : nothing
      }
    </div>`;
  }
}

/** A picture that cannot be loaded leaves its room, not the browser's torn icon. */
function hideBroken(event: Event): void {
  (event.currentTarget as HTMLImageElement).classList.add('broken');
}
