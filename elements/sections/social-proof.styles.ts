import { css } from 'lit';

export const styles = css`
  .source {
    position: relative;
    display: flex;
    align-items: center;
    min-block-size: 48px;
  }
  .source a {
    display: block;
    text-decoration: none;
  }
  .source a:hover .name {
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  /* A box of one size for all: marks of every shape weigh about the same, and nothing moves when they come. */
  .mark {
    inline-size: 144px;
    max-inline-size: 100%;
    block-size: 44px;
  }
  .mark img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
    object-position: 0 50%;
  }
  .mark img:dir(rtl) {
    object-position: 100% 50%;
  }
  /* The name of a picture that did not come, over what browsers draw there; most have this box for broken pictures alone. */
  .mark,
  .mark img {
    position: relative;
  }
  .mark img::after,
  .mark[data-broken]::after {
    content: attr(alt);
    position: absolute;
    inset: 0;
    display: grid;
    align-items: center;
    overflow: hidden;
    padding-inline: var(--space-2);
    border-radius: calc(var(--radius) / 2);
    background: #ecebe7;
    color: #15181c;
    font-size: 14px;
    font-weight: 600;
    line-height: 1.2;
  }
  .mark[data-broken]::after {
    content: attr(data-broken);
  }
  .mark[data-broken] img {
    visibility: hidden;
  }
  /* Most marks are drawn for paper: on dark and coloured grounds they keep a piece of it. */
  .mark {
    border-radius: calc(var(--radius) / 2);
    background: light-dark(transparent, #ecebe7);
    box-shadow: 0 0 0 6px light-dark(transparent, #ecebe7);
  }
  [data-tone='accent'] .mark {
    background: #ffffff;
    box-shadow: 0 0 0 6px #ffffff;
  }
  .name {
    font-family: var(--vitrine-font-heading, inherit);
    font-size: clamp(17px, 1.9cqi, 22px);
    font-weight: var(--vitrine-weight-heading, 650);
    line-height: 1.15;
    text-wrap: balance;
  }
  .name:dir(rtl) {
    line-height: 1.4;
  }
  .rating {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-2);
  }
  .rating .number {
    font-weight: 620;
    font-variant-numeric: tabular-nums;
  }

  /* The heading is a quiet label here: what counts are the marks. */
  .logos .heading {
    font-size: clamp(17px, 1.8cqi, 22px);
    line-height: 1.25;
    letter-spacing: 0;
  }
  .logos .headings {
    margin-block-end: clamp(20px, 3cqi, 32px);
  }
  .logos .columns {
    --least: 124px;
    row-gap: clamp(20px, 3cqi, 40px);
    align-items: center;
  }
  @container section (inline-size >= 900px) {
    .logos.headed {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 3fr);
      column-gap: clamp(32px, 5cqi, 72px);
      align-items: center;
    }
    .logos.headed .headings {
      margin-block-end: 0;
    }
  }

  .press {
    --least: 260px;
    --quote: clamp(19px, 2cqi, 24px);
    row-gap: clamp(32px, 5cqi, 56px);
  }
  .press.of-2 {
    --quote: clamp(21px, 2.6cqi, 32px);
  }
  .press.of-1 {
    --quote: clamp(24px, 3.6cqi, 44px);
  }
  .press figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2) var(--space-4);
    min-block-size: 64px;
    border-block-end: 1px solid var(--line);
  }
  .press blockquote {
    display: grid;
    gap: var(--space-3);
    padding-block-start: var(--space-4);
    font-family: var(--vitrine-font-heading, inherit);
    font-size: var(--quote);
    font-weight: 450;
    line-height: 1.32;
    letter-spacing: -0.01em;
    text-wrap: pretty;
  }
  .press blockquote:dir(rtl) {
    letter-spacing: 0;
    line-height: 1.5;
  }
  .press.of-1 blockquote {
    max-inline-size: 26em;
  }
  .silent {
    --least: 170px;
  }
  .press + .silent {
    margin-block-start: clamp(32px, 5cqi, 64px);
  }
  .press + .silent .name {
    font-size: 17px;
  }

  .badges {
    --least: 180px;
    --gap: clamp(10px, 1.2cqi, 16px);
  }
  .badges > .card {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    gap: var(--space-6);
    min-block-size: 148px;
  }
  .badges .number {
    font-size: 28px;
    line-height: 1;
  }
`;
