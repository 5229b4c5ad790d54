/** Questions and answers that open and close, from paragraphs: the first line asks, the others answer. */
export default function ({ html, t }, settings) {
  const entries = settings.questions
    .split(/\n\s*\n/)
    .map((text) => text.trim().split('\n'))
    .filter(([question]) => question);
  if (entries.length === 0) return html``;
  return html`
    <style>
      .entry p { max-inline-size: 68ch; }
    </style>
    <section aria-labelledby="questions">
      <h2 id="questions">${settings.heading || t('heading')}</h2>
      ${entries.map(
        ([question, ...answer], at) => html`
          <details class="entry" ${settings.first && at === 0 ? 'open' : ''}>
            <summary>${question}</summary>
            ${answer.map((line) => html`<p>${line}</p>`)}
          </details>`,
      )}
    </section>`;
}
