import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { type AdminBlock, ChangeBlock, NewBlock } from '../../edge-api/contract/blocks-admin.ts';
import { blockAdminRepository } from '../../edge-api/repositories/blocks-admin.ts';
import { storeBlocks, type StoreBlocks } from '../../edge-api/services/blocks/store-blocks.ts';
import { ApiError } from '../../edge-api/services/errors.ts';
import { limitsOf } from '../../edge-api/services/plans.ts';
import { type Command, type ExitCode, given, type Options, UsageError } from './command.ts';
import { type InStore, inStore } from './in-store.ts';
import { COMMAND } from './owner.ts';

const HANDLE = ['HANDLE', "The store's handle."] as const;
const NAME = ['NAME', 'Name of the block, as pages and elements have it.'] as const;
const NOTE = ['--note TEXT', 'What is new, for the list of versions.'] as const;

const blocksOf = ({ store, database }: InStore): StoreBlocks =>
  storeBlocks({ blocks: blockAdminRepository(database), most: () => limitsOf(store).blocks, now: Date.now });

/** What visitors see of a block, in a word or two. */
function stateOf({
  liveVersion,
  changed,
  off,
  failing,
}: Pick<AdminBlock, 'liveVersion' | 'changed' | 'off' | 'failing'>): string {
  if (liveVersion === null) return 'draft';
  const state = changed ? `version ${liveVersion}, draft differs` : `version ${liveVersion}`;
  if (off) return `${state}, off: ${off.reason}`;
  return failing ? `${state}, failing` : state;
}

const list: Command = {
  name: 'block list',
  usage: 'HANDLE',
  summary: 'Lists the blocks of a store.',
  help: [HANDLE],
  options: {},
  arguments: ['HANDLE'],
  run: ([handle = ''], _options, output) =>
    inStore(handle, async (inside) => {
      const { blocks } = await blocksOf(inside).list();
      const lines = blocks.map((block) => `${block.name}  ${stateOf(block)}  ${block.title}`);
      output.answer(lines.join('\n') || 'There are no blocks.', blocks);
      return 0;
    }),
};

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read.`, { cause: error });
  }
}

/** What a file holds as JSON. */
function jsonIn(path: string): unknown {
  const text = textOf(path);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** What the command line says of a block: its source, and what is beside it. */
function wishOf(file: string, options: Options): Record<string, unknown> {
  const title = given(options, 'title');
  const [settings, texts] = [given(options, 'settings'), given(options, 'texts')];
  return {
    source: textOf(file),
    ...(title === undefined ? {} : { title }),
    ...(settings === undefined ? {} : { settings: jsonIn(settings) }),
    ...(texts === undefined ? {} : { texts: jsonIn(texts) }),
  };
}

const issuesOf = (issues: readonly { path: PropertyKey[]; message: string }[]): UsageError =>
  new UsageError(issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));

/** Changes the block of this name, or makes it. */
async function put(blocks: StoreBlocks, name: string, wish: Record<string, unknown>) {
  const change = ChangeBlock.safeParse(wish);
  if (!change.success) throw issuesOf(change.error.issues);
  try {
    return { made: false, block: await blocks.change(name, change.data, COMMAND.name) };
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'block_not_found') throw error;
  }
  const made = NewBlock.safeParse({ ...wish, name });
  if (!made.success) throw issuesOf(made.error.issues);
  return { made: true, block: await blocks.create(made.data, COMMAND.name) };
}

const putCommand: Command = {
  name: 'block put',
  usage:
    'HANDLE FILE [--name NAME] [--title TITLE] [--settings FILE.json] [--texts FILE.json] [--publish] [--note TEXT]',
  summary: 'Keeps a file as the draft of a block, made if there is none, and says what is wrong with it.',
  help: [
    HANDLE,
    ['FILE', 'Its source, JavaScript or TypeScript.'],
    ['--name NAME', 'Name of the block; that of the file when it is not given.'],
    ['--title TITLE', 'What it is called in lists.'],
    ['--settings FILE.json', 'What may be set where it is shown.'],
    ['--texts FILE.json', 'Its texts, by language and key.'],
    ['--publish', 'Show it to visitors at once, if nothing is wrong with it.'],
    NOTE,
  ],
  options: {
    name: { type: 'string' },
    title: { type: 'string' },
    settings: { type: 'string' },
    texts: { type: 'string' },
    publish: { type: 'boolean' },
    note: { type: 'string' },
  },
  arguments: ['HANDLE', 'FILE'],
  run: ([handle = '', file = ''], options, output) => {
    const wish = wishOf(file, options);
    const name = given(options, 'name') ?? basename(file, extname(file));
    return inStore(handle, async (inside): Promise<ExitCode> => {
      const blocks = blocksOf(inside);
      const { made, block } = await put(blocks, name, wish);
      await inside.record(made ? 'block.create' : 'block.change', block.id, { name, changed: Object.keys(wish) });
      for (const { line, column, message, why } of block.problems)
        output.note(`${file}:${line}:${column}: ${message} ${why}`);
      const isFine = block.problems.length === 0;
      if (options['publish'] !== true || !isFine) {
        output.answer(`Kept the draft of "${name}"${isFine ? '.' : ', which cannot be published yet.'}`, block);
        return isFine ? 0 : 1;
      }
      return publishNow(inside, name, given(options, 'note'), output);
    });
  },
};

async function publishNow(
  inside: InStore,
  name: string,
  note: string | undefined,
  output: Parameters<Command['run']>[2],
): Promise<ExitCode> {
  let block: AdminBlock;
  try {
    block = await blocksOf(inside).publish(name, COMMAND.name, note);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'block_not_publishable') throw error;
    for (const { path, message } of error.issues ?? [])
      output.note(path.startsWith('source:') ? message : `${path}: ${message}`);
    output.answer(`The draft of "${name}" is kept, and cannot be published yet.`, { issues: error.issues ?? [] });
    return 1;
  }
  await inside.record('block.publish', block.id, { name, version: block.liveVersion });
  output.answer(`"${name}" is live as version ${block.liveVersion}.`, block);
  return 0;
}

const publish: Command = {
  name: 'block publish',
  usage: 'HANDLE NAME [--note TEXT]',
  summary: 'Makes the draft of a block what visitors see, and switches it on.',
  help: [HANDLE, NAME, NOTE],
  options: { note: { type: 'string' } },
  arguments: ['HANDLE', 'NAME'],
  run: ([handle = '', name = ''], options, output) =>
    inStore(handle, (inside) => publishNow(inside, name, given(options, 'note'), output)),
};

const rollBack: Command = {
  name: 'block roll-back',
  usage: 'HANDLE NAME VERSION [--note TEXT]',
  summary: 'Publishes an earlier version of a block again, and makes it the draft.',
  help: [HANDLE, NAME, ['VERSION', 'Its number, as "block versions" shows it.'], NOTE],
  options: { note: { type: 'string' } },
  arguments: ['HANDLE', 'NAME', 'VERSION'],
  run: ([handle = '', name = '', number = ''], options, output) => {
    const version = Number(number);
    if (!Number.isSafeInteger(version) || version < 1) throw new UsageError('VERSION is a number, such as 3.');
    return inStore(handle, async (inside) => {
      const note = given(options, 'note');
      const wish = note === undefined ? { version } : { version, note };
      const block = await blocksOf(inside).rollBack(name, wish, COMMAND.name);
      await inside.record('block.roll_back', block.id, { name, to: version, version: block.liveVersion });
      output.answer(`"${name}" is what version ${version} was, live as version ${block.liveVersion}.`, block);
      return 0;
    });
  },
};

const versions: Command = {
  name: 'block versions',
  usage: 'HANDLE NAME',
  summary: 'Lists the publications of a block, newest first.',
  help: [HANDLE, NAME],
  options: {},
  arguments: ['HANDLE', 'NAME'],
  run: ([handle = '', name = ''], _options, output) =>
    inStore(handle, async (inside) => {
      const { versions: all } = await blocksOf(inside).versions(name);
      const lines = all.map(({ version, createdAt, actor, note }) => `${version}  ${createdAt}  ${actor}  ${note}`);
      output.answer(lines.join('\n') || 'It was never published.', all);
      return 0;
    }),
};

const failures: Command = {
  name: 'block failures',
  usage: 'HANDLE NAME',
  summary: 'Lists where and why versions of a block failed when visitors were to see them, latest first.',
  help: [HANDLE, NAME],
  options: {},
  arguments: ['HANDLE', 'NAME'],
  run: ([handle = '', name = ''], _options, output) =>
    inStore(handle, async (inside) => {
      const block = await blocksOf(inside).get(name);
      const lines = block.failures.map(({ version, reason, message, line, column, times, lastAt }) => {
        const place = line === null ? '' : ` at ${line}${column === null ? '' : `:${column}`}`;
        return `version ${version}  ${reason}${place}  ${times} times, last ${lastAt}  ${message}`;
      });
      output.answer(lines.join('\n') || 'It has not failed.', block.failures);
      return 0;
    }),
};

/** `vitrine block …` */
export const blockCommands: readonly Command[] = [list, putCommand, publish, rollBack, versions, failures];
