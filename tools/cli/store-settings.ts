import { StoreSettings } from '../../edge-api/repositories/settings.ts';
import { settingsRepository } from '../../edge-api/repositories/settings-write.ts';
import { settingsService } from '../../edge-api/services/settings.ts';
import { type Command, UsageError } from './command.ts';
import { inStore, jsonArgument } from './in-store.ts';
import { paymentHints } from './payment-hints.ts';

const HANDLE = ['HANDLE', "The store's handle."] as const;
const PATH = [
  'PATH',
  'Which setting, such as tax.includedInPrices or shipping.methods.0.priceMinor; . for all.',
] as const;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** What is at a path. */
const at = (value: unknown, steps: readonly string[]): unknown =>
  steps.reduce<unknown>((inner, step) => (isFields(inner) ? inner[step] : undefined), value);

const get: Command = {
  name: 'store settings get',
  usage: 'HANDLE PATH',
  summary: 'Shows settings of a store, with what holds where nothing is set.',
  help: [HANDLE, PATH],
  options: {},
  arguments: ['HANDLE', 'PATH'],
  run: ([handle = '', path = '.'], _options, output) =>
    inStore(handle, async ({ database }) => {
      const { settings } = await settingsService(settingsRepository(database)).get();
      const found = path === '.' ? settings : at(settings, path.split('.'));
      if (found === undefined) throw new UsageError(`There is no setting ${path}.`);
      output.answer(JSON.stringify(found, null, 2), found);
      return 0;
    }),
};

const set: Command = {
  name: 'store settings set',
  usage: 'HANDLE PATH JSON',
  summary: 'Changes one setting of a store.',
  help: [HANDLE, PATH, ['JSON', 'What it is from now on, such as true, 1900 or \'{"country": "DE"}\'.']],
  options: {},
  arguments: ['HANDLE', 'PATH', 'JSON'],
  run: ([handle = '', path = '', text = ''], _options, output) =>
    inStore(handle, async ({ database, record }) => {
      const value = jsonArgument(text);
      const service = settingsService(settingsRepository(database));
      const { settings, version } = await service.get();
      const steps = path === '.' ? [] : path.split('.');
      const part = steps[0];
      const whole = structuredClone<unknown>(settings);
      const parent = at(whole, steps.slice(0, -1));
      const last = steps.at(-1);
      if (part === undefined || last === undefined) throw new UsageError('Say which setting: one part at a time.');
      if (!isFields(parent)) throw new UsageError(`There is no setting ${path}.`);
      parent[last] = value;
      const changed = await service.change({ version, settings: { [part]: at(whole, [part]) } });
      if (part === 'paymentMethods')
        for (const hint of paymentHints(handle, StoreSettings.parse(changed.settings).paymentMethods))
          output.note(hint);
      await record('settings.change', '', { parts: [part], version: changed.version });
      output.answer(`${path} is ${JSON.stringify(at(changed.settings, steps))} now.`, at(changed.settings, steps));
      return 0;
    }),
};

/** `vitrine store settings …` */
export const settingsCommands: readonly Command[] = [get, set];
