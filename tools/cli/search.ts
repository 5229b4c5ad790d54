import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type SearchSettingsAnswer, SetSearchSettings } from '../../edge-api/contract/search-settings.ts';
import type { Database } from '../../edge-api/db/database.ts';
import { searchSettingsRepository } from '../../edge-api/repositories/search-settings.ts';
import { searchStatusRepository } from '../../edge-api/repositories/search-status.ts';
import {
  type SearchSettingsService,
  searchSettingsService,
  summaryOf,
} from '../../edge-api/services/search-settings.ts';
import { parseSynonymLines } from '../../edge-api/services/search/synonym-lines.ts';
import { type Command, type ExitCode, type Output, required, UsageError } from './command.ts';
import { inStore } from './in-store.ts';

const HANDLE = ['HANDLE', "The store's handle."] as const;

const settingsIn = (database: Database): SearchSettingsService =>
  searchSettingsService(searchSettingsRepository(database), Date.now);

/** `vitrine search show` */
const show: Command = {
  name: 'search show',
  usage: 'HANDLE',
  summary: 'Shows what steers search: synonyms, stop words, pins and hides, picks, boosts.',
  help: [HANDLE],
  options: {},
  arguments: ['HANDLE'],
  run: ([handle = ''], _options, output) =>
    inStore(handle, async ({ database }) => {
      const answer = await settingsIn(database).get();
      output.answer(JSON.stringify(answer, null, 2), answer);
      return 0;
    }),
};

/** `vitrine search set` */
const set: Command = {
  name: 'search set',
  usage: 'HANDLE --file FILE.json',
  summary: 'Sets all that steers search.',
  help: [
    HANDLE,
    [
      '--file FILE.json',
      'What "search show" tells, changed. What it leaves out is as it is at first; with a version in it,',
    ],
    ['', 'it is refused when somebody else has changed the settings since.'],
  ],
  options: { file: { type: 'string' } },
  arguments: ['HANDLE'],
  run: ([handle = ''], options, output) => {
    const wish = SetSearchSettings.safeParse(jsonOf(required(options, 'file')));
    if (!wish.success) throw new UsageError(issuesOf(wish.error));
    return inStore(handle, async ({ database, record }) => {
      const answer = await settingsIn(database).set(wish.data);
      await record('search.set', '', summaryOf(answer));
      return tell(answer, output);
    });
  },
};

/** `vitrine search import-synonyms` */
const importSynonyms: Command = {
  name: 'search import-synonyms',
  usage: 'HANDLE FILE [--replace]',
  summary: "Adds synonyms from a file in the format of Solr and Elasticsearch to a store's own.",
  help: [
    HANDLE,
    ['FILE', 'A set a line: "sofa, couch" both ways, "seating => chair, stool" one way; # begins a comment.'],
    ['--replace', 'Instead of those that are there.'],
  ],
  options: { replace: { type: 'boolean' } },
  arguments: ['HANDLE', 'FILE'],
  run: ([handle = '', file = ''], options, output) => {
    const { sets, problems } = parseSynonymLines(textOf(file));
    for (const { line, message } of problems) output.note(`line ${line}: ${message}`);
    return inStore(handle, async ({ database, record }) => {
      const settings = settingsIn(database);
      const { version, synonyms: there } = await settings.get();
      const known = new Map((options['replace'] ? [] : there).map((one) => [JSON.stringify(one), one]));
      const before = known.size;
      const wish = SetSearchSettings.shape.synonyms.safeParse(sets);
      if (!wish.success) throw new UsageError(issuesOf(wish.error));
      for (const one of wish.data) known.set(JSON.stringify(one), one);
      const change = SetSearchSettings.shape.synonyms.safeParse([...known.values()]);
      if (!change.success) throw new UsageError(issuesOf(change.error));
      const answer = await settings.change({ synonyms: change.data, version });
      await record('search.set', '', summaryOf(answer));
      const left = problems.length > 0 ? ` ${problems.length} lines left out.` : '';
      output.answer(`${known.size - before} sets of synonyms added, ${known.size} in all.${left}`, {
        added: known.size - before,
        synonyms: known.size,
        version: answer.version,
        problems,
      });
      return problems.length > 0 ? 1 : 0;
    });
  },
};

/** `vitrine search rebuild` */
const rebuild: Command = {
  name: 'search rebuild',
  usage: 'HANDLE',
  summary: "Has a store's search index and its vectors compared with the catalogue again.",
  help: [HANDLE, ['', 'The server does the work; what is there serves meanwhile, and what is the same stays.']],
  options: {},
  arguments: ['HANDLE'],
  run: ([handle = ''], _options, output) =>
    inStore(handle, async ({ database, record }) => {
      const status = searchStatusRepository(database);
      await status.rebuild();
      await record('search.rebuild', '');
      const now = await status.read();
      output.answer(`${now.pending} products wait to be indexed.`, now);
      return 0;
    }),
};

/** `vitrine search status` */
const status: Command = {
  name: 'search status',
  usage: 'HANDLE',
  summary: "Shows how far a store's search index and vectors are.",
  help: [HANDLE],
  options: {},
  arguments: ['HANDLE'],
  run: ([handle = ''], _options, output) =>
    inStore(handle, async ({ database }) => {
      const now = await searchStatusRepository(database).read();
      const lines = [
        `indexed   ${now.documents} products, ${now.pending} changes to come${now.analysis ? '' : ', all made anew'}`,
        `vectors   ${now.vectors} products, ${now.pendingVectors} changes to come${now.model ? `, by ${now.model}` : ''}`,
      ];
      output.answer(lines.join('\n'), now);
      return 0;
    }),
};

function tell(answer: SearchSettingsAnswer, output: Output): ExitCode {
  for (const { path, message } of answer.warnings) output.note(`${path}: ${message}`);
  const { version, synonyms, stopWords, rules, recommendations } = summaryOf(answer);
  output.answer(
    `Version ${version}: ${synonyms} sets of synonyms, ${stopWords} stop words, ${rules} rules, picks for ${recommendations} products.`,
    answer,
  );
  return 0;
}

const issuesOf = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)).join('\n');

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function jsonOf(path: string): unknown {
  const text = textOf(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** `vitrine search show`, `set`, `import-synonyms`, `rebuild` and `status`. */
export const searchCommands: readonly Command[] = [show, set, importSynonyms, rebuild, status];
