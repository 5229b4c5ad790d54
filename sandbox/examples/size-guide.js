const cellsOf = (line) => line.split('|').map((cell) => cell.trim());

/** A table of sizes that opens on demand, from lines such as `S | 88–92 | 72–76`. */
export default function ({ html, t }, settings) {
  const [head, ...rows] = settings.table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(cellsOf);
  if (!head) return html``;
  return html`
    <style>
      .wide { overflow-x: auto; padding-block-end: var(--space-4); }
      .wide tbody tr:nth-child(odd) { background: var(--sunken); }
      .note { color: var(--muted); }
    </style>
    <details ${settings.open ? 'open' : ''}>
      <summary id="sizes">${settings.heading || t('heading')}</summary>
      <div class="wide" role="group" aria-labelledby="sizes" tabindex="0">
        <table aria-labelledby="sizes">
          <thead>
            <tr>
              ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ([size, ...measures]) => html`
                <tr>
                  <th scope="row">${size}</th>
                  ${measures.map((cell) => html`<td>${cell}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${settings.note && html`<p class="note">${settings.note}</p>`}
    </details>`;
}
