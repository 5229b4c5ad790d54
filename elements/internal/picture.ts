import type { Image } from '../../edge-api/contract/products.ts';

type Picture = Pick<Image, 'sized' | 'placeholder'> | null | undefined;

/** An image's `srcset`; nothing for a picture that comes in one size only. Few widths, so that caches meet. */
export const srcsetOf = (image: Picture): string | null | undefined =>
  image?.sized &&
  [240, 480, 720, 1080, 1600].map((width) => `${image.sized!.replace('{width}', `${width}`)} ${width}w`).join();

/** The style of a picture's frame until it is there. Where its colours are not known, CSS drops what it cannot read. */
export const tintOf = (image: Picture): string => `background:${image?.placeholder} 50%/cover`;
