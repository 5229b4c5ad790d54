import type { BlockApi, Money, SettingValues } from '../block-api.d.ts';

/** From so many on, so much less. */
type Step = readonly [from: number, percent: number];

const stepsOf = (lines: string): Step[] =>
  lines
    .split('\n')
    .map((line): Step => {
      const [from, percent] = line.split(':').map((part) => parseFloat(part));
      return [from ?? NaN, percent ?? NaN];
    })
    .filter(([from, percent]) => from > 1 && percent > 0 && percent < 100)
    .sort(([a], [b]) => a - b);

const less = ({ amountMinor, currency }: Money, percent: number): Money => ({
  amountMinor: Math.round((amountMinor * (100 - percent)) / 100),
  currency,
});

/** What one of a product costs when several are bought. The discount itself is set up in the shop. */
export default function ({ product, formatPrice, html, t }: BlockApi, settings: SettingValues) {
  const sold = product(String(settings.product));
  const steps = stepsOf(String(settings.steps));
  if (!sold || steps.length === 0) return html``;
  return html`
    <style>
      .steps caption { color: var(--text); font-size: var(--text-m); font-weight: 600; }
      .save { color: var(--good); }
    </style>
    <table class="steps">
      <caption>
        ${settings.heading || t('heading', { title: sold.title })}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t('quantity')}</th>
          <th scope="col">${t('each')}</th>
          <th scope="col">${t('saved')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">1</th>
          <td>${formatPrice(sold.price)}</td>
          <td>–</td>
        </tr>
        ${steps.map(
          ([from, percent]) => html`
            <tr>
              <th scope="row">${t('from', { from })}</th>
              <td>${formatPrice(less(sold.price, percent))}</td>
              <td class="save">${percent} %</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
