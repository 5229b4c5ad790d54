import { css, html, nothing, type TemplateResult } from 'lit';
import type { Picture } from '../../edge-api/contract/sections/parts.ts';
import { pictureOf } from './section-view.ts';

/** First letters of a name's first and last word. */
export function initialsOf(name: string): string {
  const words = `${name}`.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...word!][0] ?? '').join('');
}

/** The picture of somebody in a round frame, or the initials where there is none. */
export function faceOf(
  { name, picture }: { readonly name: string; readonly picture?: Picture | undefined },
  sizes: string,
): TemplateResult {
  const face = pictureOf(picture, { sizes, className: 'picture face' });
  return face === nothing
    ? html`<span class="picture face initials" aria-hidden="true">${initialsOf(name)}</span>`
    : (face as TemplateResult);
}

/** Styles of what `faceOf` draws, as large as `--face`. */
export const personStyles = css`
  .face {
    flex: none;
    inline-size: var(--face);
    aspect-ratio: 1;
    border-radius: 50%;
  }
  .initials {
    display: grid;
    place-items: center;
    color: var(--muted);
    font-size: calc(var(--face) * 0.34);
    font-weight: 600;
    line-height: 1;
  }
  [data-tone='soft'] .initials {
    background: var(--surface);
  }
`;
