import { nothing } from 'lit';
import type { Image } from '../../edge-api/contract/products.ts';

type Picture = Pick<Image, 'sized' | 'width' | 'placeholder'> | null | undefined;

/** Widths a picture is asked for in, in pixels: few, so that caches meet, each about half as much again as the one before. */
const WIDTHS = [160, 320, 480, 640, 960, 1280, 1920];

/** An image's `srcset`, none of it wider than the original; `nothing` for a picture that comes in one size only. */
export const srcsetOf = (image: Picture): string | typeof nothing =>
  image?.sized
    ? WIDTHS.filter((_width, at) => !image.width || (WIDTHS[at - 1] ?? 0) < image.width)
        .map((width) => Math.min(width, image.width || width))
        .map((width) => `${image.sized!.replace('{width}', `${width}`)} ${width}w`)
        .join()
    : nothing;

/** The style of a picture's frame until it is there: its colours, where they are known. */
export const tintOf = (image: Picture): string =>
  image?.placeholder ? `background:${image.placeholder} 50%/cover` : '';
