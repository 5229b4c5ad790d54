import { html, nothing, type TemplateResult } from 'lit';
import type { Image, Product, Video } from '../../edge-api/contract/products.ts';
import { play } from './gallery-icons.ts';
import { srcsetOf, tintOf } from '../internal/picture.ts';
import type { Text } from '../internal/strings.ts';

/** What a gallery shows one at a time. */
export type Medium =
  | { readonly kind: 'image'; readonly id: string; readonly image: Image }
  | { readonly kind: 'video'; readonly id: string; readonly video: Video };

type MediaText = Text<'play' | 'playsFrom'>;

/** A product's pictures and videos in the merchant's order. */
export function mediaOf({ images, videos }: Product): Medium[] {
  const media: Medium[] = [];
  for (let at = 0; at <= images.length; at++) {
    for (const video of videos) if (video.after === at) media.push({ kind: 'video', id: video.id, video });
    const image = images[at];
    if (image) media.push({ kind: 'image', id: image.id, image });
  }
  return media;
}

/** About half of a wide product, all of a narrow one. */
const SIZES = '(min-width: 1280px) 640px, (min-width: 720px) 54vw, 100vw';

/** A frame's style until its picture is there: its own colours, else a picture of a few pixels, blurred by the styles. */
const waitingOf = (image: Image): string =>
  image.placeholder
    ? tintOf(image)
    : image.sized
      ? `--tiny:url("${image.sized.replace('{width}', '24').replaceAll('"', '%22')}")`
      : '';

const settled = (event: Event): void => {
  const image = event.currentTarget as HTMLImageElement;
  // What could not be loaded leaves its colours, and not the browser's torn icon.
  image.classList.toggle('broken', event.type === 'error');
  image.parentElement?.classList.toggle('settled', event.type === 'load');
};

/** A picture in its frame; the first is fetched before all else, those out of sight when they come near. */
export const renderImage = (image: Image, first: boolean, enlarge: () => void): TemplateResult =>
  html`<div class="slide ${first ? '' : 'fades'}" .style=${waitingOf(image)} @click=${enlarge}>
    <img
      class="image"
      part="image"
      sizes=${first ? SIZES : `auto, ${SIZES}`}
      srcset=${srcsetOf(image)}
      src=${image.url}
      alt=${image.alt}
      width=${image.width ?? nothing}
      height=${image.height ?? nothing}
      loading=${first ? 'eager' : 'lazy'}
      fetchpriority=${first ? 'high' : nothing}
      decoding="async"
      @load=${settled}
      @error=${settled}
    />
  </div>`;

const SERVICES = {
  youtube: {
    name: 'YouTube',
    player: 'https://www.youtube-nocookie.com/embed/',
    asks: '?autoplay=1&playsinline=1&rel=0',
  },
  vimeo: { name: 'Vimeo', player: 'https://player.vimeo.com/video/', asks: '?autoplay=1&dnt=1' },
} as const;

function renderPlayer({ alt, poster, source }: Video): TemplateResult {
  if (source.kind === 'file') {
    return html`<video
      class="image"
      part="image"
      controls
      autoplay
      playsinline
      poster=${poster ?? nothing}
      aria-label=${alt || nothing}
    >
      ${source.files.map(({ url, type }) => html`<source src=${url} type=${type} />`)}
    </video>`;
  }
  const { name, player, asks } = SERVICES[source.kind];
  return html`<iframe
    class="image"
    part="image"
    title=${alt || name}
    src=${`${player}${encodeURIComponent(source.id)}${asks}`}
    allow="autoplay; fullscreen; picture-in-picture"
    allowfullscreen
    referrerpolicy="strict-origin-when-cross-origin"
  ></iframe>`;
}

/** A video in its frame: a poster with a button, and only once that is pressed the film, or the player of its service. */
export function renderVideo(video: Video, playing: boolean, start: () => void, text: MediaText): TemplateResult {
  if (playing) return html`<div class="slide">${renderPlayer(video)}</div>`;
  const { alt, poster, source } = video;
  return html`<div class="slide">
    ${
      poster
        ? html`<img
            class="image"
            part="image"
            src=${poster}
            alt=""
            loading="lazy"
            decoding="async"
            @error=${settled}
          />`
        : nothing
    }
    <button
      type="button"
      class="play"
      part="play-button"
      aria-label=${[text('play'), alt].filter(Boolean).join(': ')}
      @click=${start}
    >
      <span class="play-icon">${play}</span>
    </button>
    ${
      source.kind === 'file'
        ? nothing
        : html`<p class="service">${text('playsFrom', { service: SERVICES[source.kind].name })}</p>`
    }
  </div>`;
}
