import { css } from 'lit';

/** Look of the gallery. */
export const galleryStyles = css`
  .gallery {
    display: grid;
    gap: var(--space-3);
    min-inline-size: 0;
  }
  .strip {
    position: relative;
    display: flex;
    overflow: auto hidden;
    overscroll-behavior-inline: contain;
    scroll-snap-type: inline mandatory;
    scrollbar-width: none;
    border-radius: var(--radius);
    background: var(--sunken);
    aspect-ratio: var(--vitrine-product-image-ratio, 1);
  }
  .strip::-webkit-scrollbar {
    display: none;
  }
  .slide {
    flex: 0 0 100%;
    block-size: 100%;
    scroll-snap-align: start;
    scroll-snap-stop: always;
  }
  .image,
  .thumbnail img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: var(--vitrine-product-image-fit, contain);
    color: transparent;
  }
  .broken {
    visibility: hidden;
  }
  .thumbnails {
    display: flex;
    gap: var(--space-2);
    /* Room for the focus ring inside the scrolling box. */
    margin: -4px;
    padding: 4px;
    overflow: auto hidden;
    scrollbar-width: none;
  }
  .thumbnail {
    flex: none;
    inline-size: 64px;
    block-size: 64px;
    overflow: hidden;
    border-radius: min(var(--radius), 10px);
    background: var(--sunken);
    opacity: 0.72;
    transition: opacity var(--motion);
  }
  .thumbnail img {
    object-fit: cover;
  }
  .thumbnail:hover,
  .thumbnail[aria-current='true'] {
    opacity: 1;
  }
  .thumbnail[aria-current='true'] {
    box-shadow:
      0 0 0 2px var(--surface),
      0 0 0 4px var(--text);
  }
  @media (prefers-reduced-motion: no-preference) {
    .strip {
      scroll-behavior: smooth;
    }
  }
`;
