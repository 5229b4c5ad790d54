import { AddDiscountCodes, NewDiscount } from '../../edge-api/contract/discounts.ts';
import { discountRepository } from '../../edge-api/repositories/discounts-admin.ts';
import { discountService } from '../../edge-api/services/discounts.ts';
import { type Command, UsageError } from './command.ts';
import { inStore, jsonArgument } from './in-store.ts';

const HANDLE = ['HANDLE', "The store's handle."] as const;
const ID = ['ID', 'Id of the discount, as `discount list` shows it.'] as const;

const codesOf = (count: number): string => `${count} ${count === 1 ? 'code' : 'codes'}`;

const list: Command = {
  name: 'discount list',
  usage: 'HANDLE',
  summary: 'Lists the discounts of a store and how often they are used.',
  help: [HANDLE],
  options: {},
  arguments: ['HANDLE'],
  run: ([handle = ''], _options, output) =>
    inStore(handle, async ({ database }) => {
      const service = discountService(discountRepository(database), Date.now);
      const all = [];
      for (let after: string | undefined; ;) {
        const { discounts, next } = await service.list({ limit: 100, after });
        all.push(...discounts);
        if (next === null) break;
        after = next;
      }
      const lines = all.map(({ id, title, kind, automatic, active, used, usageLimit, codeCount }) =>
        [
          id,
          kind,
          automatic ? 'by itself' : codesOf(codeCount),
          active ? 'active' : 'off',
          usageLimit === null ? `used ${used}` : `used ${used} of ${usageLimit}`,
          title,
        ].join('  '),
      );
      output.answer(lines.join('\n') || 'There are no discounts.', all);
      return 0;
    }),
};

const create: Command = {
  name: 'discount create',
  usage: 'HANDLE JSON',
  summary: 'Makes a discount, as POST …/discounts takes it.',
  help: [
    HANDLE,
    [
      'JSON',
      '\'{"title": "Spring", "kind": "order", "codes": ["SPRING"], "rule": {"value": {"type": "percentage", "bps": 1000}}}\'',
    ],
  ],
  options: {},
  arguments: ['HANDLE', 'JSON'],
  run: ([handle = '', text = ''], _options, output) =>
    inStore(handle, async ({ database, record }) => {
      const wish = NewDiscount.safeParse(jsonArgument(text));
      if (!wish.success)
        throw new UsageError(wish.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
      const made = await discountService(discountRepository(database), Date.now).create(wish.data);
      const { id, title, kind, automatic } = made;
      await record('discount.create', id, { title, kind, automatic });
      output.answer(`Made ${id}.`, made);
      return 0;
    }),
};

const codes: Command = {
  name: 'discount codes',
  usage: 'HANDLE ID JSON',
  summary: 'Adds codes to a discount, all or none.',
  help: [HANDLE, ID, ['JSON', '\'{"codes": ["A1", "A2"], "usageLimit": 1}\'']],
  options: {},
  arguments: ['HANDLE', 'ID', 'JSON'],
  run: ([handle = '', id = '', text = ''], _options, output) =>
    inStore(handle, async ({ database, record }) => {
      const wish = AddDiscountCodes.safeParse(jsonArgument(text));
      if (!wish.success)
        throw new UsageError(wish.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
      const discount = await discountService(discountRepository(database), Date.now).addCodes(id, wish.data);
      await record('discount.codes.add', id, { codes: wish.data.codes.length });
      output.answer(`It has ${codesOf(discount.codeCount)} now.`, discount);
      return 0;
    }),
};

const remove: Command = {
  name: 'discount delete',
  usage: 'HANDLE ID',
  summary: 'Ends a discount and its codes for good.',
  help: [HANDLE, ID],
  options: {},
  arguments: ['HANDLE', 'ID'],
  run: ([handle = '', id = ''], _options, output) =>
    inStore(handle, async ({ database, record }) => {
      await discountService(discountRepository(database), Date.now).remove(id);
      await record('discount.delete', id, {});
      output.answer('It is gone.', { id });
      return 0;
    }),
};

/** `vitrine discount …` */
export const discountCommands: readonly Command[] = [list, create, codes, remove];
