import { ChangeLimits, LimitName, type LimitUse } from '../../edge-api/contract/limits.ts';
import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { auditRepository } from '../../edge-api/repositories/audit.ts';
import { storeSizeRepository } from '../../edge-api/repositories/store-size.ts';
import { usageRepository } from '../../edge-api/repositories/usage.ts';
import { auditService } from '../../edge-api/services/audit.ts';
import { monthStart } from '../../edge-api/services/plans.ts';
import { usageService } from '../../edge-api/services/usage.ts';
import { type Command, type ExitCode, given, givenAll, UsageError, withDatabases } from './command.ts';
import { COMMAND, findStore } from './owner.ts';

const HANDLE = ['HANDLE', "The store's handle."] as const;
const usageOf = ({ platform, stores }: Databases) => usageService(usageRepository(platform), stores, Date.now);

/** `vitrine store usage` */
const usage: Command = {
  name: 'store usage',
  usage: 'HANDLE',
  summary: 'Shows what a store uses of each limit.',
  help: [HANDLE],
  options: {},
  arguments: ['HANDLE'],
  run: ([handle = ''], _options, output) =>
    withDatabases<ExitCode>(async (databases) => {
      const store = await findStore(databases, handle);
      const { database, release } = await databases.lease(store);
      try {
        const inside = await storeSizeRepository(database).read(monthStart(Date.now()));
        const report = await usageOf(databases).report(store.id, inside);
        const lines = report.limits.map(
          (limit) => `${limit.name.padEnd(22)} ${amount(limit)}${limit.reached ? '  reached' : ''}`,
        );
        output.answer([`plan                   ${report.plan}`, ...lines].join('\n'), report);
        return 0;
      } finally {
        release();
      }
    }),
};

/** `vitrine store plan` */
const plan: Command = {
  name: 'store plan',
  usage: 'HANDLE [--plan PLAN] [--limit NAME=NUMBER…]',
  summary: 'Shows or changes what a store may use.',
  help: [
    HANDLE,
    ['--plan PLAN', 'basic, pro or enterprise.'],
    [
      '--limit NAME=NUMBER',
      `For this store alone; =none is without limit, =plan is its plan's. Several times, or with commas.`,
    ],
    ['', `Names: ${LimitName.options.join(', ')}.`],
  ],
  options: { plan: { type: 'string' }, limit: { type: 'string', multiple: true } },
  arguments: ['HANDLE'],
  run: ([handle = ''], options, output) => {
    const changes = givenAll(options, 'limit').map(readLimit);
    const wished = given(options, 'plan');
    return withDatabases<ExitCode>(async (databases) => {
      const store = await findStore(databases, handle);
      const service = usageOf(databases);
      let answer = await service.plan(store.id);
      if (wished !== undefined || changes.length > 0) {
        const overrides = { ...answer.overrides, ...Object.fromEntries(changes) };
        const asked = ChangeLimits.safeParse({
          ...(wished === undefined ? {} : { plan: wished }),
          overrides: Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined)),
        });
        if (!asked.success) throw new UsageError(asked.error.issues.map(({ message }) => message).join('\n'));
        answer = await service.changePlan(store.id, asked.data);
        const audit = auditService(auditRepository(databases.platform), Date.now);
        await audit.record(COMMAND, {
          storeId: store.id,
          action: 'store.limits',
          target: store.id,
          detail: asked.data,
        });
      }
      const lines = LimitName.options.map((name) => {
        const own = answer.overrides[name] === undefined ? '' : '  for this store alone';
        return `${name.padEnd(22)} ${answer.limits[name] ?? 'without limit'}${own}`;
      });
      output.answer([`plan                   ${answer.plan}`, ...lines].join('\n'), answer);
      return 0;
    });
  },
};

/** `products=5000`, `products=none`, `products=plan`. */
function readLimit(text: string): [string, number | null | undefined] {
  const [, name = '', value = ''] = /^(\w+)=(\d{1,15}|none|plan)$/.exec(text) ?? [];
  if (!LimitName.safeParse(name).success)
    throw new UsageError(`"${text}" is no limit, such as products=5000. Names: ${LimitName.options.join(', ')}.`);
  return [name, value === 'none' ? null : value === 'plan' ? undefined : Number(value)];
}

function amount({ name, used, allowed, period }: LimitUse): string {
  const figure = (value: number) => (name === 'storageBytes' ? `${(value / 1024 ** 2).toFixed(1)} MiB` : String(value));
  const most = allowed === null ? 'without limit' : `of ${figure(allowed)}`;
  return `${figure(used)} ${most}${period === 'month' ? ' this month' : ''}`;
}

/** `vitrine store usage` and `store plan`. */
export const usageCommands: readonly Command[] = [usage, plan];
