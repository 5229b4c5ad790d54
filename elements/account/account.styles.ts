import { css } from 'lit';

export const styles = css`
  .frame {
    container: vitrine-account / inline-size;
    min-block-size: 15rem;
  }
  .card {
    display: grid;
    gap: var(--space-4);
    padding: clamp(var(--space-4), 5cqi, var(--space-8));
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) + 4px);
    background: var(--surface);
  }
  h2 {
    font-size: var(--text-xl);
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.015em;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: var(--text-l);
    font-weight: 650;
    line-height: 1.3;
  }
  .quiet {
    color: var(--muted);
    font-size: var(--text-s);
  }
  .lead {
    color: var(--muted);
  }
  .sign-in {
    justify-self: start;
    inline-size: auto;
    min-inline-size: 11rem;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-4);
    align-items: center;
    justify-content: space-between;
  }
  .orders li {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-4);
    align-items: center;
    justify-content: space-between;
    padding-block: var(--space-3);
    border-block-end: 1px solid var(--line);
  }
  .orders li:last-child {
    border-block-end: 0;
  }
  .orders strong {
    font-weight: 600;
  }
  .end {
    display: flex;
    gap: var(--space-3);
    align-items: center;
  }
  .badge {
    padding: 3px 10px;
    border-radius: 999px;
    background: var(--sunken);
    font-size: var(--text-s);
    white-space: nowrap;
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  nav a,
  .sign-out {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    padding-inline: var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    color: var(--text);
    font-size: var(--text-s);
    font-weight: 550;
    text-decoration: none;
    transition: border-color var(--motion);
  }
  nav a:hover,
  .sign-out:hover {
    border-color: var(--muted);
  }
  .bone {
    block-size: 1.1rem;
    border-radius: 6px;
    background: var(--sunken);
  }
  .bone:first-child {
    block-size: 1.7rem;
    inline-size: 55%;
  }
  .error {
    color: var(--danger);
  }
  @container vitrine-account (max-width: 24rem) {
    .sign-in {
      justify-self: stretch;
    }
  }
`;
