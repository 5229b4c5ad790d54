import { i } from '@instantdb/core';

/**
 * What the sync engine holds: carts as logs of intents, the part of an order that its shopper sees
 * live, and a number that tells open pages that they have changed. The same
 * file drives the embedded server and `instant-cli push schema` to a self-hosted one. No price is in it.
 */
const schema = i.schema({
  entities: {
    $users: i.entity({
      email: i.string().unique().indexed().optional(),
      // Fixed by the edge when it makes the guest.
      storeId: i.string().optional(),
    }),
    carts: i.entity({
      ownerId: i.string().indexed(),
      storeId: i.string(),
      // Epoch milliseconds.
      expiresAt: i.number().indexed(),
      createdAt: i.number(),
    }),
    entries: i.entity({
      kind: i.string<'add' | 'set' | 'take' | 'later' | 'note' | 'code'>(),
      variantId: i.string(),
      options: i.json<Record<string, string>>(),
      quantity: i.number(),
      text: i.string(),
      clock: i.string(),
      cartId: i.string().indexed(),
    }),
    orders: i.entity({
      ownerId: i.string().indexed(),
      storeId: i.string(),
      number: i.string(),
      status: i.string(),
      paymentStatus: i.string(),
      fulfilmentStatus: i.string(),
      totalMinor: i.number(),
      currency: i.string(),
      updatedAt: i.number(),
    }),
    // One row a store: goes up when something on its pages is not what it was.
    pages: i.entity({
      storeId: i.string().indexed(),
      version: i.number(),
    }),
  },
  links: {
    entriesCart: {
      forward: { on: 'entries', has: 'one', label: 'cart', onDelete: 'cascade' },
      reverse: { on: 'carts', has: 'many', label: 'entries' },
    },
  },
});

export default schema;
