import { html, type TemplateResult } from 'lit';
import type { Image, Swatch } from '../../edge-api/contract/products.ts';
import { srcsetOf } from '../internal/picture.ts';

/** A round sample: the colours of a value side by side, else the picture of a variant that has it. */
export function renderSwatch({ colors, imageId }: Swatch, images: readonly Image[]): TemplateResult {
  const image = colors.length ? undefined : images.find(({ id }) => id === imageId);
  if (image) {
    return html`<img
      class="swatch pictured"
      src=${image.url}
      srcset=${srcsetOf(image)}
      sizes="28px"
      alt=""
      loading="lazy"
      decoding="async"
    />`;
  }
  const stops = colors.map(
    (color, at) => `${color} ${(at * 100) / colors.length}% ${((at + 1) * 100) / colors.length}%`,
  );
  return html`<span class="swatch" .style=${`background:linear-gradient(135deg,${stops.join()})`}></span>`;
}
