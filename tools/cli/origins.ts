import { SetStoreOrigins } from '../../edge-api/contract/origins.ts';
import { originRepository } from '../../edge-api/repositories/origins.ts';
import { originService } from '../../edge-api/services/origins.ts';
import { type Command, type ExitCode, givenAll, required, UsageError, withDatabases } from './command.ts';
import { COMMAND, findStore } from './owner.ts';

/** `vitrine origins` */
export const originsCommand: Command = {
  name: 'origins',
  usage: '--store HANDLE [--set ORIGIN… | --every]',
  summary: 'Shows or sets the origins whose pages may fill carts and place orders.',
  help: [
    ['--store HANDLE', 'The store.'],
    ['--set ORIGIN', 'Lets these alone, such as https://shop.example; several times, or with commas.'],
    ['--every', 'Lets every origin.'],
  ],
  options: { store: { type: 'string' }, set: { type: 'string', multiple: true }, every: { type: 'boolean' } },
  arguments: [],
  run: async (_args, options, output) => {
    const wished = givenAll(options, 'set');
    if (wished.length > 0 && options['every']) throw new UsageError('Either --set or --every.');
    const asked = SetStoreOrigins.safeParse({ origins: wished });
    if (!asked.success)
      throw new UsageError(
        asked.error.issues.map(({ path, message }) => `${wished[Number(path[1])]}: ${message}`).join('\n'),
      );
    const handle = required(options, 'store');
    return withDatabases<ExitCode>(async (databases) => {
      const { platform } = databases;
      const store = await findStore(databases, handle);
      const service = originService(originRepository(platform), Date.now);
      let origins = await service.list(store.id);
      if (wished.length > 0 || options['every']) {
        origins = await service.set(store.id, asked.data.origins, COMMAND);
      }
      output.answer(origins.length > 0 ? origins.join('\n') : 'Pages of every origin may write.', { origins });
      return 0;
    });
  },
};
