import type { InstantRules } from '@instantdb/core';
import type schema from './instant.schema.ts';

/**
 * Who may do what, denied unless named. A shopper sees his own cart, its entries and his own orders, adds well-formed
 * entries to his own cart and deletes them. The server alone (admin token) makes carts and writes orders.
 */
const rules = {
  // Unset means allowed in InstantDB, so both defaults are spelled out.
  $default: { allow: { $default: 'false' } },
  // A visitor who could add an attribute could write fields that nobody checks.
  attrs: { allow: { $default: 'false' } },
  $users: {
    allow: { view: 'auth.id != null && auth.id == data.id', create: 'false', update: 'false', delete: 'false' },
  },
  carts: {
    bind: { mine: 'auth.id != null && auth.id == data.ownerId && data.storeId == auth.storeId' },
    allow: { view: 'mine', create: 'false', update: 'false', delete: 'false' },
  },
  entries: {
    bind: {
      mine: "auth.id != null && auth.id in data.ref('cart.ownerId')",
      // The link carries the rule and the text carries the index: they must not disagree.
      inItsCart: "data.cartId in data.ref('cart.id')",
      wellFormed:
        "data.kind in ['add', 'set', 'take', 'later', 'note', 'code'] && size(data.variantId) <= 64" +
        " && (data.kind in ['note', 'code']) == (data.variantId == '') && (data.kind != 'code' || (size(data.text) >= 1 && size(data.text) <= 64))" +
        " && size(data.text) <= 2000 && data.clock.matches('^[0-9ab][0-9a-z]{8}-[0-9a-z]{4}-[0-9a-zA-Z]{1,12}$')",
      countable:
        "int(data.quantity) == data.quantity && data.quantity >= 0 && data.quantity <= 9999 && (data.quantity > 0 || !(data.kind in ['add', 'take']))" +
        " && (data.quantity <= 1 || !(data.kind in ['later', 'code']))",
      smallOptions:
        'size(data.options) <= 20 && data.options.all(k, size(k) >= 1 && size(k) <= 60 && type(data.options[k]) == string && size(data.options[k]) <= 500)',
      // The client writes with upsert and repeats after a lost answer: the same row again is no change.
      same:
        'newData.kind == data.kind && newData.variantId == data.variantId && newData.options == data.options && newData.quantity == data.quantity' +
        ' && newData.text == data.text && newData.clock == data.clock && newData.cartId == data.cartId',
    },
    allow: {
      view: 'mine',
      create: 'mine && inItsCart && wellFormed && countable && smallOptions',
      update: 'mine && same',
      delete: 'mine',
      link: { cart: 'mine && linkedData.id == data.cartId' },
      unlink: { cart: 'false' },
    },
  },
  orders: {
    bind: { mine: 'auth.id != null && auth.id == data.ownerId && data.storeId == auth.storeId' },
    allow: { view: 'mine', create: 'false', update: 'false', delete: 'false' },
  },
  pages: {
    // For anybody who names the row: the rows of others, and how many there are, are nobody's business.
    allow: {
      view: 'ruleParams.id != null && ruleParams.id == data.id',
      create: 'false',
      update: 'false',
      delete: 'false',
    },
  },
} satisfies InstantRules<typeof schema>;

export default rules;
