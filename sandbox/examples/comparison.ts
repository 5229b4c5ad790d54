import type { BlockApi, BlockProductDetail, SettingValues } from '../block-api.d.ts';

/** A line of the table: what it is called, and what it says of a product. */
interface Line {
  label: string;
  of(product: BlockProductDetail): string;
}

/** Two to four products side by side. */
export default function ({ product, formatPrice, html, t }: BlockApi, settings: SettingValues) {
  const compared = [settings.first, settings.second, settings.third, settings.fourth]
    .map((handle) => product(String(handle)))
    .filter((each) => each !== null);
  if (compared.length === 0) return html``;

  const lines: Line[] = [
    { label: t('price'), of: (each) => formatPrice(each.price) },
    { label: t('maker'), of: (each) => each.vendor },
    { label: t('kind'), of: (each) => each.type },
    {
      label: t('choice'),
      of: (each) => each.options.map((option) => `${option.name}: ${option.values.join(', ')}`).join('; '),
    },
    { label: t('stock'), of: (each) => (each.available ? t('yes') : t('no')) },
  ];
  const told = lines.filter((line) => compared.some((each) => line.of(each) !== ''));

  return html`
    <style>
      .wide { overflow-x: auto; }
      .wide caption { color: var(--text); font-size: var(--text-xl); font-weight: 600; }
      .wide th, .wide td { min-inline-size: 120px; }
      .wide tbody th { color: var(--muted); font-weight: 400; }
    </style>
    <div class="wide" role="group" aria-labelledby="compared" tabindex="0">
      <table>
        <caption id="compared">
          ${settings.heading || t('heading')}
        </caption>
        <thead>
          <tr>
            <td></td>
            ${compared.map((each) => html`<th scope="col"><a href="${each.url}">${each.title}</a></th>`)}
          </tr>
        </thead>
        <tbody>
          ${told.map(
            (line) => html`
              <tr>
                <th scope="row">${line.label}</th>
                ${compared.map((each) => html`<td>${line.of(each) || '–'}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
