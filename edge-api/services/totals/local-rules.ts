import type { DiscountRule } from '../../contract/discounts.ts';
import type { ShippingRules } from '../../repositories/selling-rules.ts';
import type { Exchange } from './exchange.ts';

/** Delivery rules with every amount in the currency a shopper pays in. */
export function shippingIn({ amount, rate }: Exchange, rules: ShippingRules): ShippingRules {
  if (rate === null) return rules;
  const maybe = (minor: number | null) => (minor === null ? null : amount(minor));
  return {
    ...rules,
    freeFromMinor: maybe(rules.freeFromMinor),
    methods: rules.methods.map((method) => ({
      ...method,
      priceMinor: amount(method.priceMinor),
      perItemMinor: amount(method.perItemMinor),
      freeFromMinor: maybe(method.freeFromMinor),
      table: method.table && {
        by: method.table.by,
        steps: method.table.steps.map(({ from, priceMinor }) => ({
          from: method.table?.by === 'subtotal' ? amount(from) : from,
          priceMinor: amount(priceMinor),
        })),
      },
    })),
  };
}

/** A discount's rule with every amount in the currency a shopper pays in. */
export function ruleIn({ amount, rate }: Exchange, rule: DiscountRule): DiscountRule {
  if (rate === null) return rule;
  const { value, minimum } = rule;
  return {
    ...rule,
    value: value.type === 'fixed' ? { ...value, amountMinor: amount(value.amountMinor) } : value,
    minimum: { ...minimum, subtotalMinor: minimum.subtotalMinor === null ? null : amount(minimum.subtotalMinor) },
  };
}
