import { css } from 'lit';

/** The list of blocks, the gallery, and the sketch that stands where nothing is yet. */
export const home = css`
  .home {
    display: grid;
    gap: 40px;
    max-inline-size: 1120px;
    margin-inline: auto;
    padding: clamp(24px, 5vw, 56px) clamp(16px, 4vw, 40px) 64px;
  }
  .home-head {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 16px 32px;
  }
  .home-head > div {
    flex: 1 1 320px;
  }
  h1 {
    font-size: clamp(26px, 4vw, 36px);
    font-weight: 680;
    letter-spacing: -0.02em;
    line-height: 1.15;
  }
  .root:dir(rtl) h1 {
    letter-spacing: 0;
  }
  .lead {
    max-inline-size: 62ch;
    margin-block-start: 8px;
    color: var(--muted);
    font-size: 16px;
  }
  .home section {
    display: grid;
    gap: 12px;
  }
  .home h2 {
    font-size: 18px;
    font-weight: 650;
  }
  .block-list {
    display: grid;
    gap: 1px;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--line);
  }
  .block-row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(120px, auto);
    align-items: center;
    gap: 6px 20px;
    inline-size: 100%;
    padding: 14px 18px;
    border: 0;
    background: var(--surface);
    text-align: start;
    cursor: pointer;
  }
  .block-row:hover {
    background: var(--sunken);
  }
  .block-row:focus-visible {
    outline-offset: -3px;
  }
  .block-row .badge {
    justify-self: end;
  }
  .names {
    display: grid;
  }
  .names strong {
    font-size: 15px;
    font-weight: 620;
    overflow-wrap: anywhere;
  }
  .names code {
    color: var(--muted);
    justify-self: start;
  }
  .gallery {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr));
    gap: 14px;
  }
  .gallery li {
    display: grid;
  }
  .card {
    display: grid;
    grid-template-rows: auto auto 1fr;
    gap: 4px;
    padding: 0 0 16px;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--surface);
    text-align: start;
    cursor: pointer;
    transition:
      border-color var(--motion),
      transform var(--motion),
      box-shadow var(--motion);
  }
  .card:hover {
    border-color: var(--accent);
    box-shadow: 0 6px 20px rgb(0 0 0 / 0.08);
    transform: translateY(-2px);
  }
  .card > strong,
  .card > .about {
    padding-inline: 16px;
  }
  .card > strong {
    font-size: 15px;
  }
  .card .about {
    color: var(--muted);
    font-size: 13px;
    line-height: 1.45;
  }
  .thumb {
    display: grid;
    align-content: safe center;
    justify-content: safe center;
    block-size: 168px;
    margin-block-end: 12px;
    overflow: hidden;
    border-block-end: 1px solid var(--line);
    background: var(--sunken);
    pointer-events: none;
  }
  .nothing-yet,
  .first-preview {
    display: grid;
    justify-items: center;
    gap: 6px;
    padding: 40px 20px;
    border: 1px dashed color-mix(in oklab, var(--muted) 50%, var(--line));
    border-radius: 14px;
    color: var(--muted);
    text-align: center;
    text-wrap: balance;
  }
  .nothing-yet h3 {
    color: var(--text);
    font-size: 17px;
  }
  .sketch {
    display: grid;
    grid-template-columns: repeat(3, 36px);
    gap: 6px;
    margin-block-end: 10px;
  }
  .sketch i {
    block-size: 44px;
    border-radius: 6px;
    background: color-mix(in oklab, var(--accent) 22%, transparent);
  }
  .sketch i:nth-child(2) {
    background: color-mix(in oklab, var(--accent) 45%, transparent);
  }
  .thumb.drawn {
    background: #fff;
  }
  .thumb .sketch {
    margin-block: 0;
    opacity: 0.6;
  }
  .bones {
    block-size: 150px;
    border-radius: 14px;
    background: var(--surface);
    opacity: 0.7;
  }
  @media (max-width: 640px) {
    .block-row {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .block-row > .quiet {
      grid-row: 2;
      grid-column: 1 / -1;
    }
  }
`;
