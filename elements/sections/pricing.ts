import { html, nothing, type TemplateResult } from 'lit';
import type { PricingContent } from '../../edge-api/contract/sections/pricing.ts';
import { styles } from './pricing.styles.ts';
import { tableOf } from './section-table.ts';
import { belowOf, headingOf, headingsOf, linkOf, type SectionContext, type SectionView } from './section-view.ts';

type Plan = PricingContent['plans'][number];

/** Letters of a price that stand large beside each other in any column; longer ones are set smaller. */
const SHORT_PRICE = 9;

const badgeOf = ({ badge }: Plan): TemplateResult | typeof nothing =>
  badge ? html`<span class="badge">${badge}</span>` : nothing;

const priceOf = ({ price, period }: Plan): TemplateResult =>
  html`<div class="price">
    <span class="amount ${price.length > SHORT_PRICE ? 'long' : ''}">${price}</span>
    ${period ? html`<span class="period">${period}</span>` : nothing}
  </div>`;

const buttonOf = ({ link, highlighted }: Plan): TemplateResult | typeof nothing =>
  linkOf(link, highlighted ? 'primary' : 'secondary');

/** Plans with what each holds below it: side by side, or (`list`) one below the other. */
function plans({ heading, plans }: PricingContent, context: SectionContext): TemplateResult {
  const level = belowOf(heading, context);
  const item = (plan: Plan): TemplateResult =>
    html`<li class="plan ${plan.highlighted ? 'first' : ''}">
      <div class="plan-head">${headingOf(level, plan.name, 'title')} ${badgeOf(plan)}</div>
      ${priceOf(plan)} ${plan.text ? html`<p class="text">${plan.text}</p>` : nothing}
      ${
        plan.points?.length
          ? html`<ul class="points" role="list">
              ${plan.points.map((point) => html`<li>${point}</li>`)}
            </ul>`
          : nothing
      }
      <div class="do">${buttonOf(plan)}</div>
    </li>`;
  const look = context.variant === 'list' ? 'list' : 'cards';
  return html`<ul class="${look} of-${plans.length}" role="list">
    ${plans.map(item)}
  </ul>`;
}

/** A column for each plan, a row for each thing that any of them holds. */
function table({ heading, plans }: PricingContent, context: SectionContext): TemplateResult {
  const same = (point: string): string => `${point}`.trim().toLowerCase();
  const labels = new Map(plans.flatMap(({ points }) => points ?? []).map((point) => [same(point), point]));
  const held = plans.map(({ points }) => new Set(points?.map(same)));
  return tableOf(
    {
      name: heading ?? plans.map(({ name }) => name).join(', '),
      columns: plans.map((plan) => ({
        head: html`<div class="plan-head"><span class="title">${plan.name}</span> ${badgeOf(plan)}</div>
          ${priceOf(plan)} ${plan.text ? html`<p class="text">${plan.text}</p>` : nothing}`,
        foot: buttonOf(plan),
        chosen: plan.highlighted,
      })),
      rows: [...labels].map(([key, label]) => ({ label, values: held.map((points) => points.has(key)) })),
    },
    context,
    'plain',
  );
}

export const section: SectionView<PricingContent> = {
  styles,
  render(content, context) {
    return html`${headingsOf(content, context)} ${(context.variant === 'table' ? table : plans)(content, context)}
    ${content.note ? html`<p class="note">${content.note}</p>` : nothing}`;
  },
};
