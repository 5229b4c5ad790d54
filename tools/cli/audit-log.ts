import { ListAudit } from '../../edge-api/contract/audit.ts';
import { auditRepository } from '../../edge-api/repositories/audit.ts';
import { auditService } from '../../edge-api/services/audit.ts';
import { type Command, type ExitCode, given, UsageError, withDatabases } from './command.ts';
import { findStore } from './owner.ts';

/** `vitrine audit` */
export const auditCommand: Command = {
  name: 'audit',
  usage: '[--store HANDLE] [--limit N] [--before ID]',
  summary: 'Shows who changed what, newest first.',
  help: [
    ['--store HANDLE', 'Changes of this store alone.'],
    ['--limit N', 'How many, at most 200; 50 if not given.'],
    ['--before ID', 'Those before this one, to go on reading.'],
  ],
  options: { store: { type: 'string' }, limit: { type: 'string' }, before: { type: 'string' } },
  arguments: [],
  run: async (_args, options, output) => {
    const page = ListAudit.safeParse({ limit: given(options, 'limit'), before: given(options, 'before') });
    if (!page.success)
      throw new UsageError(page.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
    return withDatabases<ExitCode>(async (databases) => {
      const handle = given(options, 'store');
      const of = handle === undefined ? 'everything' : (await findStore(databases, handle)).id;
      const found = await auditService(auditRepository(databases.platform), Date.now).list(of, page.data);
      const lines = found.entries.map(({ id, at, actor, action, storeId, target, detail }) =>
        [id, at, actor, action, storeId ?? 'platform', target, JSON.stringify(detail)].join('  '),
      );
      if (found.next !== null) output.note(`Older ones: --before ${found.next}`);
      output.answer(lines.length > 0 ? lines.join('\n') : 'Nothing has been changed yet.', found);
      return 0;
    });
  },
};
