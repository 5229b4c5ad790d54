import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Product } from '../../edge-api/contract/products.ts';
import { back } from '../internal/icons.ts';
import { adoptStyles } from '../internal/adopt-styles.ts';
import { srcsetOf } from '../internal/picture.ts';
import { retryImport } from '../internal/retry-import.ts';
import type { Text } from '../internal/strings.ts';
import { expand } from './gallery-icons.ts';
import { mediaOf, renderImage, renderPoster, type Medium } from './media.ts';
import type { english } from './product.strings.ts';

type Words = Text<keyof typeof english>;

const loadVideo = retryImport(() => import('./video.ts'), import.meta.url);
const loadZoom = retryImport(() => import('./zoom.ts'), import.meta.url);

/** A product's pictures and videos: one in sight, the others a swipe, an arrow key, a button or a thumbnail away. */
export class Gallery implements ReactiveController {
  private readonly host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };
  private readonly report: (error: unknown) => void;
  private readonly strip = createRef<HTMLElement>();
  private readonly thumbnails = createRef<HTMLElement>();
  private readonly enlargeButton = createRef<HTMLElement>();
  private media: readonly Medium[] = [];
  private current = 0;
  private moved = false;
  /** Id of the video that plays. */
  private playing: string | undefined;
  private zoom: HTMLDialogElement | undefined;
  /** What shows videos; loaded with the first product that has one. */
  private films: Awaited<ReturnType<typeof loadVideo>> | undefined;
  private filmsAsked = false;

  constructor(host: Gallery['host'], report: (error: unknown) => void) {
    this.host = host;
    this.report = report;
    host.addController(this as ReactiveController);
  }

  hostConnected(): void {
    this.moved = true;
  }

  hostDisconnected(): void {
    if (this.playing !== undefined) this.host.requestUpdate();
    this.playing = undefined;
    this.zoom?.close();
  }

  /** One that was moved in the page has lost where it stood. */
  hostUpdated(): void {
    if (this.moved) this.show(this.current, 'instant');
    this.moved = false;
  }

  /** Back to the first picture, as for another product. */
  reset(): void {
    this.current = 0;
    this.playing = undefined;
    this.zoom?.close();
    if (this.strip.value) this.strip.value.scrollLeft = 0;
    if (this.thumbnails.value) this.thumbnails.value.scrollLeft = 0;
  }

  /** Brings a picture or video into sight by its id, without moving the page. */
  showId(wanted: string | null): void {
    const index = this.media.findIndex(({ id }) => id === wanted);
    if (index >= 0) this.show(index);
  }

  private show(index: number, behavior: ScrollBehavior = 'auto'): void {
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
    if (this.media[index]?.id !== this.playing) this.playing = undefined;
    this.host.requestUpdate();
    const row = this.thumbnails.value;
    const thumbnail = row?.children[index];
    if (!row || !(thumbnail instanceof HTMLElement)) return;
    row.scrollTo({ left: thumbnail.offsetLeft - (row.clientWidth - thumbnail.offsetWidth) / 2 });
  }

  private handleScroll(event: Event): void {
    const strip = event.currentTarget as HTMLElement;
    if (strip.clientWidth) this.mark(Math.round(Math.abs(strip.scrollLeft) / strip.clientWidth));
  }

  private handleKeydown(event: KeyboardEvent): void {
    const strip = event.currentTarget as HTMLElement;
    // The keys of a film that plays are its own.
    if (event.target !== strip || event.altKey || event.ctrlKey || event.metaKey) return;
    const forward = getComputedStyle(strip).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const last = this.media.length - 1;
    const next = new Map([
      [forward, this.current + 1],
      [forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft', this.current - 1],
      ['Home', 0],
      ['End', last],
    ]).get(event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.show(Math.max(0, Math.min(last, next)));
  }

  private async loadFilms(): Promise<void> {
    if (this.filmsAsked) return;
    this.filmsAsked = true;
    try {
      this.films = await loadVideo();
      adoptStyles(this.host.renderRoot as ShadowRoot, this.films.styles);
      this.host.requestUpdate();
    } catch (error) {
      this.filmsAsked = false;
      this.report(error);
    }
  }

  private start(id: string): void {
    this.playing = id;
    this.host.requestUpdate();
    // The button is gone: the keyboard goes on with the film.
    void this.host.updateComplete.then(() =>
      this.strip.value?.querySelector<HTMLElement>('video, iframe')?.focus({ preventScroll: true }),
    );
  }

  /** Opens the pictures large, at this one; the focus comes back to the button that does so. */
  private async enlarge(id: string, title: string, text: Words): Promise<void> {
    const images = this.media.flatMap((medium) => (medium.kind === 'image' ? [medium.image] : []));
    try {
      const { openZoom } = await loadZoom();
      const { host } = this;
      if (!this.strip.value?.isConnected || this.zoom) return;
      this.enlargeButton.value?.focus({ preventScroll: true });
      this.zoom = openZoom(host.renderRoot as ShadowRoot, {
        images,
        at: Math.max(
          0,
          images.findIndex((image) => image.id === id),
        ),
        title,
        text,
        closed: (shown) => {
          this.zoom = undefined;
          this.showId(shown.id);
        },
      });
    } catch (error) {
      this.report(error);
    }
  }

  render(product: Product, text: Words): TemplateResult {
    this.media = mediaOf(product);
    if (product.videos.length) void this.loadFilms();
    const { media, current } = this;
    const several = media.length > 1;
    const enlarge = (id: string): void => void this.enlarge(id, product.title, text);
    const shown = media[current];
    return html`<div class="gallery" part="gallery">
      <div class="stage">
        <div
          class="strip"
          ${ref(this.strip)}
          role=${several ? 'group' : nothing}
          aria-label=${several ? text('pictures') : nothing}
          tabindex=${several ? 0 : nothing}
          @scroll=${this.handleScroll.bind(this)}
          @keydown=${this.handleKeydown.bind(this)}
        >
          ${repeat(
            media,
            ({ id }) => id,
            (medium, index) =>
              medium.kind === 'image'
                ? renderImage(medium.image, index === 0, () => enlarge(medium.id))
                : html`<div class="slide">
                    ${
                      this.films
                        ? this.films.renderVideo(
                            medium.video,
                            this.playing === medium.id,
                            () => this.start(medium.id),
                            text,
                          )
                        : renderPoster(medium.video)
                    }
                  </div>`,
          )}
          ${media.length ? nothing : html`<div class="slide"></div>`}
        </div>
        ${
          shown?.kind === 'image'
            ? html`<button
                type="button"
                class="over enlarge"
                part="zoom-button"
                ${ref(this.enlargeButton)}
                aria-label=${text('enlarge')}
                aria-haspopup="dialog"
                @click=${() => enlarge(shown.id)}
              >
                ${expand}
              </button>`
            : nothing
        }
        ${several ? this.renderSteps(text) : nothing}
      </div>
      ${several ? this.renderThumbnails(text) : nothing}
    </div>`;
  }

  private renderSteps(text: Words): TemplateResult {
    const { current, media } = this;
    // Not disabled at either end: a button that has the focus would lose it.
    const step = (by: number, name: 'previous' | 'next'): TemplateResult => {
      const end = !media[current + by];
      return html`<button
        type="button"
        class="over step-over ${name}"
        part="gallery-button"
        aria-label=${text(name)}
        aria-disabled=${end}
        @click=${() => this.show(this.current + by)}
      >
        ${back}
      </button>`;
    };
    return html`${step(-1, 'previous')}${step(1, 'next')}`;
  }

  private renderThumbnails(text: Words): TemplateResult {
    const of = this.media.length;
    return html`<div class="thumbnails" part="thumbnails" ${ref(this.thumbnails)}>
      ${repeat(
        this.media,
        ({ id }) => id,
        (medium, index) => {
          const isVideo = medium.kind === 'video';
          const url = isVideo ? medium.video.poster : medium.image.url;
          return html`<button
            type="button"
            class="thumbnail"
            part="thumbnail"
            aria-label=${text(isVideo ? 'video' : 'picture', { number: index + 1, of })}
            aria-current=${index === this.current}
            @click=${() => this.show(index)}
          >
            ${
              url
                ? html`<img
                    src=${url}
                    srcset=${isVideo ? nothing : srcsetOf(medium.image)}
                    sizes="64px"
                    alt=""
                    loading="lazy"
                    decoding="async"
                    @error=${hideBroken}
                  />`
                : nothing
            }
            ${isVideo ? this.films?.thumbnailMark : nothing}
          </button>`;
        },
      )}
    </div>`;
  }
}

/** A picture that cannot be loaded leaves its room, not the browser's torn icon. */
function hideBroken(event: Event): void {
  (event.currentTarget as HTMLImageElement).classList.add('broken');
}
