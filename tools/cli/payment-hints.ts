import { type PaymentMethod, StoreSettings } from '../../edge-api/repositories/settings.ts';

const FIRST = StoreSettings.parse({}).paymentMethods;

/** What a merchant is to be told of ways to pay by hand that do not say where the money goes; one sentence each. */
export const paymentHints = (handle: string, methods: readonly PaymentMethod[] = FIRST): string[] =>
  methods.flatMap(({ id, provider, title, instructions }, index) => {
    const unsaid = instructions.trim() === '' || FIRST.some((first) => first.instructions === instructions);
    if (provider !== 'manual' || id === 'cash_on_delivery' || !unsaid) return [];
    return [
      `"${title}" does not tell shoppers where to pay: vitrine store settings set ${handle} ` +
        `paymentMethods.${index}.instructions '"IBAN: DE00 …"'`,
    ];
  });
