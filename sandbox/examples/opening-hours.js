const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const HOUR_MS = 3_600_000;

/** When the shop is open, days named in the visitor’s language, today set apart. */
export default function ({ formatDate, html, t }, settings) {
  const today = (new Date(Date.now() + settings.offset * HOUR_MS).getUTCDay() + 6) % 7;
  return html`
    <style>
      .hours { display: grid; gap: var(--space-1) var(--space-6); grid-template-columns: max-content 1fr; margin: 0; }
      .hours dt, .hours dd { margin: 0; padding-block: var(--space-1); }
      .hours dd { font-variant-numeric: tabular-nums; }
      .today { font-weight: 700; }
      .closed { color: var(--muted); }
    </style>
    <section aria-labelledby="hours">
      <h2 id="hours">${settings.heading || t('heading')}</h2>
      <dl class="hours">
        ${DAYS.map((day, at) => {
          const kind = at === today ? 'today' : '';
          const name = formatDate(Date.UTC(2024, 0, 1 + at), 'weekday'); // a Monday
          const hours = settings[day];
          return html`
            <dt class="${kind}">${name}${at === today && html` (${t('today')})`}</dt>
            <dd class="${kind}">
              ${hours ? html`<bdi>${hours}</bdi>` : html`<span class="closed">${t('closed')}</span>`}
            </dd>`;
        })}
      </dl>
    </section>`;
}
