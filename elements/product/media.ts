import { html, nothing, type TemplateResult } from 'lit';
import type { Image, Product, Video } from '../../edge-api/contract/products.ts';
import { srcsetOf, tintOf } from '../internal/picture.ts';

/** What a gallery shows one at a time. */
export type Medium =
  | { readonly kind: 'image'; readonly id: string; readonly image: Image }
  | { readonly kind: 'video'; readonly id: string; readonly video: Video };

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

/** Marks a picture's frame when it is there, or that it will not come. */
export const settled = (event: Event): void => {
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

/** A video's frame before its player's code is here. */
export const renderPoster = ({ poster }: Video): TemplateResult | typeof nothing =>
  poster
    ? html`<img class="image" part="image" src=${poster} alt="" loading="lazy" decoding="async" @error=${settled} />`
    : nothing;
