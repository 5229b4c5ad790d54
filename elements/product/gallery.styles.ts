import { css } from 'lit';

/** Look of the gallery. */
export const galleryStyles = css`
  .gallery {
    display: grid;
    /* No wider than its room, whatever a picture that is not there would like. */
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    min-inline-size: 0;
  }
  .stage {
    position: relative;
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
    position: relative;
    overflow: hidden;
    scroll-snap-align: start;
    scroll-snap-stop: always;
  }
  /* A picture of a few pixels where no colour is known; it comes after the picture itself, and goes when that is there. */
  .slide::before {
    content: '';
    position: absolute;
    inset: 0;
    background: var(--tiny, none) center / var(--vitrine-product-image-fit, contain) no-repeat;
    filter: blur(16px);
  }
  .slide.settled {
    background: none !important;
  }
  .slide.settled::before {
    display: none;
  }
  .slide:has(> img.image:not(.broken)):not(:has(> .play)) {
    cursor: zoom-in;
  }
  .fades .image {
    opacity: 0;
    transition: opacity calc(var(--motion) * 2);
  }
  .fades.settled .image {
    opacity: 1;
  }
  .image,
  .thumbnail img {
    position: relative;
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: var(--vitrine-product-image-fit, contain);
    color: transparent;
  }
  .broken {
    visibility: hidden;
  }
  .over {
    position: absolute;
    z-index: 1;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: color-mix(in oklab, var(--surface) 88%, transparent);
    color: var(--text);
    transition:
      opacity var(--motion),
      background-color var(--motion);
  }
  .over:hover {
    background: var(--surface);
  }
  .over[aria-disabled='true'] {
    pointer-events: none;
  }
  .over[aria-disabled='true']:not(:focus-visible) {
    opacity: 0;
  }
  .over[aria-disabled='true'] svg {
    opacity: 0.35;
  }
  .enlarge {
    inset-block-start: var(--space-3);
    inset-inline-end: var(--space-3);
  }
  .step-over,
  .zoom .previous,
  .zoom .next {
    inset-block-start: calc(50% - 22px);
  }
  .step-over.previous {
    inset-inline-start: var(--space-3);
  }
  .step-over.next {
    inset-inline-end: var(--space-3);
  }
  /* The icon points back, to where reading begins. */
  .previous:dir(rtl) svg,
  .next:dir(ltr) svg {
    transform: scaleX(-1);
  }
  /* Fingers swipe; whoever has a mouse sees the buttons when it comes near. */
  @media (hover: hover) {
    .stage:not(:hover) .step-over:not(:focus-visible) {
      opacity: 0;
    }
  }
  @media (hover: none) {
    .step-over {
      display: none;
    }
  }
  .thumbnails {
    position: relative;
    display: flex;
    gap: var(--space-2);
    /* Room for the focus ring inside the scrolling box. */
    margin: -4px;
    padding: 4px;
    overflow: auto hidden;
    scrollbar-width: none;
  }
  .thumbnail {
    position: relative;
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
  @media (forced-colors: active) {
    .over {
      border: 1px solid;
    }
    .thumbnail[aria-current='true'] {
      outline: 2px solid Highlight;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .strip,
    .thumbnails {
      scroll-behavior: smooth;
    }
  }
`;
