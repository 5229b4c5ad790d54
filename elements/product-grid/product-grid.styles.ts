import { css } from 'lit';

/**
 * Every card is as high as its placeholder, so that nothing moves when products arrive. Cards are set in one size and
 * weight and told apart by colour: each further font costs a phone several milliseconds before the first paint.
 */
export const styles = css`
  .root {
    --gap: var(--vitrine-product-grid-gap, var(--space-6) var(--space-4));
    --columns: 4;
    --ratio: var(--vitrine-product-grid-ratio, 4 / 5);
  }
  button {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3) var(--space-4);
    min-block-size: 44px;
    margin-block-end: var(--space-6);
  }
  h2 {
    margin: 0;
    font-size: var(--text-xl);
    font-weight: 600;
    line-height: 1.2;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  ul {
    display: grid;
    /* Just more than what one column too many would have: so many and no more, whatever room a page puts between. */
    /* As many columns as have room, at most --columns, and two on a phone; it depends on the room here, not on the page. */
    grid-template-columns: repeat(
      auto-fill,
      minmax(max(min(100%, 120px), min(208px, 100% / 3 + 1px), 100% / (var(--columns) + 1) + 1px), 1fr)
    );
    gap: var(--gap);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  /* So many cards as have room, and a third of the next, so that one sees that there is more. */
  .root:has(.carousel) {
    container-type: inline-size;
    /* Room for the buttons. */
    .head {
      padding-inline-end: 112px;
    }
  }
  .carousel {
    grid: auto / auto-flow calc(
        100cqi / (clamp(2, round(down, tan(atan2(100cqi, 208px))), var(--columns)) + 0.3) - 16px
      );
    overflow: auto hidden;
    /* Room for the focus ring inside the scrolling box. */
    margin: -6px;
    padding: 6px;
    scrollbar-width: none;
  }

  .card {
    position: relative;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }
  .picture {
    position: relative;
    display: block;
    aspect-ratio: var(--ratio);
    overflow: hidden;
    border-radius: var(--radius);
    background: var(--sunken);
  }
  img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    transition: transform calc(var(--motion) * 3) cubic-bezier(0.2, 0.6, 0.2, 1);
  }
  img[hidden] {
    display: none;
  }
  .card:hover img {
    transform: scale(1.025);
  }
  .unavailable img {
    opacity: 0.6;
  }
  .badge {
    position: absolute;
    inset-block-start: var(--space-2);
    inset-inline-start: var(--space-2);
    padding: 2px var(--space-2);
    border-radius: 999px;
    background: var(--surface);
    color: var(--text);
    font-size: var(--text-s);
    line-height: 20px;
  }
  .badge.sale {
    background: var(--sale);
    color: light-dark(#ffffff, #16181b);
  }
  /* Vendor, two lines of title and the price, however many of them there are. */
  .text {
    block-size: 86px;
    margin-block: var(--space-3);
    overflow: hidden;
    line-height: 20px;
  }
  .vendor,
  .title,
  .price {
    margin: 0;
  }
  .vendor {
    block-size: 20px;
    overflow: hidden;
    color: var(--muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .title {
    font-size: inherit;
    font-weight: inherit;
    line-height: 21px;
  }
  .choose {
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    text-decoration: none;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .choose::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: var(--radius);
  }
  .choose:focus-visible {
    outline: none;
  }
  .choose:focus-visible::after {
    outline: 2px solid var(--focus);
    outline-offset: 3px;
  }
  .card:hover .choose {
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }
  .price {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-2);
    margin-block-start: var(--space-1);
  }
  .price.sale {
    color: var(--sale);
  }
  s {
    color: var(--muted);
  }
  .add,
  .quiet {
    position: relative;
    z-index: 1;
    min-block-size: 44px;
    padding: 0 var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    cursor: pointer;
    transition: var(--motion);
  }
  .add {
    block-size: 44px;
    overflow: hidden;
    padding-inline: var(--space-1);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .add:hover,
  .quiet:hover {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  .add[data-state='added'] {
    border-color: var(--good);
    background: var(--surface);
    color: var(--good);
  }
  .add[data-state='added']::before {
    content: '✓';
    margin-inline-end: 0.4em;
  }
  .add[data-state='failed'] {
    border-color: var(--danger);
  }
  .add[data-state='busy'] {
    cursor: progress;
  }
  .add:disabled {
    border-color: transparent;
    background: var(--sunken);
    color: var(--muted);
    cursor: default;
  }

  .waiting::before {
    content: '';
    aspect-ratio: var(--ratio);
    border-radius: var(--radius);
    background: var(--sunken);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }
  .waiting::after {
    content: '';
    block-size: calc(var(--space-3) + 86px + var(--space-3) + 44px);
  }
  @keyframes breathe {
    to {
      opacity: 0.55;
    }
  }

  .foot,
  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: var(--space-3);
    margin-block-start: var(--space-8);
  }
  .note {
    flex-direction: column;
    margin: 0;
    padding: var(--space-8) var(--space-4);
    border-radius: var(--radius);
    background: var(--sunken);
    color: var(--muted);
    text-align: center;
  }
  .note p {
    margin: 0;
  }
  .quiet {
    padding-inline: var(--space-6);
  }
  @media (forced-colors: active) {
    .badge,
    .add,
    .quiet {
      border: 1px solid;
    }
  }
`;
