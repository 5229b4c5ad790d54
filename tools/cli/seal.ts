import { resealTokens, rotateStoreToken } from '../../edge-api/adapters/provisioning/rotate-secrets.ts';
import { auditOf } from './audit.ts';
import { type Command, type ExitCode, withDatabases } from './command.ts';
import { findStore } from './owner.ts';

const rotate: Command = {
  name: 'seal rotate',
  usage: '',
  summary:
    'Seals all database tokens with VITRINE_KEY that a key of VITRINE_OLD_KEYS has sealed. Run it again when interrupted.',
  help: [],
  options: {},
  arguments: [],
  run: (_args, _options, output) =>
    withDatabases<ExitCode>(async (databases) => {
      const { resealed, failed } = await resealTokens(databases);
      const keyId = databases.sealer.keyId;
      if (resealed > 0) await auditOf(databases)(null, 'seal.rotate', { keyId, resealed, failed: failed.length });
      const why = failed.map(({ handle, error }) => ({
        handle,
        message: error instanceof Error ? error.message : String(error),
      }));
      const lines = [
        `${resealed} sealed with the key ${keyId}, ${failed.length} failed.`,
        failed.length > 0 ? 'Keep the old keys until none fails.' : 'The old keys are needed for nothing any more.',
        ...why.map(({ handle, message }) => `  ${handle}: ${message}`),
      ];
      output.answer(lines.join('\n'), { keyId, resealed, failed: why });
      return failed.length > 0 ? 1 : 0;
    }),
};

const rotateToken: Command = {
  name: 'store rotate-token',
  usage: 'HANDLE',
  summary: "Gives a store's database at Turso a new token and makes all earlier ones worthless.",
  help: [['HANDLE', "The store's handle."]],
  options: {},
  arguments: ['HANDLE'],
  run: ([handle = ''], _options, output) =>
    withDatabases<ExitCode>(async (databases) => {
      const { id } = await findStore(databases, handle);
      await rotateStoreToken(handle, databases);
      await auditOf(databases)(id, 'store.rotate-token', {});
      output.answer(`The database of "${handle}" has a new token; all earlier ones are worthless.`, { store: handle });
      return 0;
    }),
};

/** `vitrine seal …`, `vitrine store rotate-token` */
export const sealCommands: readonly Command[] = [rotate, rotateToken];
