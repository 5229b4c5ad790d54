import { z } from '@hono/zod-openapi';

const Part = z.record(z.string(), z.unknown());

/** The parts of a store's settings; docs/settings.md says what is in each. */
export const SettingsParts = z
  .object({
    branding: Part,
    languages: z.array(z.unknown()),
    paymentMethods: z.array(z.unknown()),
    shipping: Part,
    tax: Part,
    currencies: z.array(z.unknown()),
    images: Part,
    mail: Part,
    stock: Part,
    checkout: Part,
    cart: Part,
    order: Part,
    menu: Part,
  })
  .catchall(z.unknown())
  .openapi('SettingsParts');
export type SettingsParts = z.infer<typeof SettingsParts>;

export const SettingsAnswer = z
  .object({
    /** Stands for the settings as they are: another for every change. */
    version: z.string(),
    /** All settings, with what holds where the merchant has set nothing. */
    settings: SettingsParts,
  })
  .openapi('SettingsAnswer');
export type SettingsAnswer = z.infer<typeof SettingsAnswer>;

/** `PATCH …/settings`: what is left out stays. Inside a part its fields may be left out too; lists are given whole. */
export const ChangeSettings = z
  .object({
    /** The version the change was made on; it is refused when there is another by now. */
    version: z.string().max(64).optional(),
    settings: z.record(z.string().max(64), z.unknown()),
  })
  .openapi('ChangeSettings');
export type ChangeSettings = z.infer<typeof ChangeSettings>;
