import { chooseSectionModel } from '../../edge-api/adapters/sections/choose.ts';
import { composeStore } from '../../edge-api/compose.ts';
import { type ComposedPage, ComposePage } from '../../edge-api/contract/page-compose.ts';
import { PAGE_TYPES } from '../../edge-api/contract/sections/page.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { usageRepository } from '../../edge-api/repositories/usage.ts';
import { storeRepository } from '../../edge-api/repositories/stores.ts';
import { usageService } from '../../edge-api/services/usage.ts';
import { type Command, given, UsageError } from './command.ts';
import { inStore } from './in-store.ts';
import { COMMAND } from './owner.ts';

function told({ page, generation, issues }: ComposedPage, isLive: boolean): string {
  const { generator, model, language, seed } = generation;
  return [
    `${page.title}: ${isLive ? 'live' : 'a draft'} of ${page.sections.length} sections, ${page.id} at "${page.slug}".`,
    ...page.sections.map(({ type, variant }) => `  ${type}, ${variant}`),
    `Written by ${model ?? generator} in "${language}", seed ${seed}.`,
    ...issues.map(({ path, message }) => `Left out, number ${path}: ${message}`),
  ].join('\n');
}

/** `vitrine page compose` */
const compose: Command = {
  name: 'page compose',
  usage:
    'HANDLE [--type TYPE] [--title TITLE] [--slug SLUG] [--tone TONE] [--collection HANDLE] [--wish TEXT] [--seed TEXT] [--rules] [--publish]',
  summary: 'Writes a page of what a store holds: its products, collections and settings.',
  help: [
    ['HANDLE', "The store's handle."],
    ['--type TYPE', `${PAGE_TYPES.join(', ')}; landing when it is not given.`],
    ['--title TITLE', 'Its title; made of what is written when it is not given.'],
    ['--slug SLUG', 'Its place in addresses; made of the title when it is not given.'],
    ['--tone TONE', 'quiet, warm or bold.'],
    ['--collection HANDLE', 'The collection it is about.'],
    ['--wish TEXT', 'What is wished for, in words; only a model reads it.'],
    ['--seed TEXT', 'The same seed and the same store, the same page, where it is written by rule.'],
    [
      '--rules',
      'Write by rule where a model is set up, too. Without one that is how it is written: no account is needed.',
    ],
    ['--publish', 'Show it to visitors at once. Without it, it is a draft.'],
  ],
  options: {
    type: { type: 'string' },
    title: { type: 'string' },
    slug: { type: 'string' },
    tone: { type: 'string' },
    collection: { type: 'string' },
    wish: { type: 'string' },
    seed: { type: 'string' },
    rules: { type: 'boolean' },
    publish: { type: 'boolean' },
  },
  arguments: ['HANDLE'],
  run([handle = ''], options, output) {
    const named = ['type', 'title', 'slug', 'tone', 'collection', 'wish', 'seed'].flatMap((name) => {
      const value = given(options, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const wish = ComposePage.safeParse({
      ...Object.fromEntries(named),
      ...(options['rules'] && { generator: 'composer' }),
    });
    if (!wish.success)
      throw new UsageError(wish.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
    const sectionModel = chooseSectionModel(readEnvironment(process.env));
    return inStore(handle, async ({ store, database, platform, record }) => {
      const onTrouble = (what: string, error: unknown) => output.note(`could not ${what}: ${String(error)}`);
      const { composer, pages } = composeStore(store, database, { live: null, sectionModel, now: Date.now, onTrouble });
      if (composer.asksModel(wish.data)) {
        output.note('A model is asked, which may take a minute or two.');
        await usageService(usageRepository(platform), storeRepository(platform), Date.now).takeAiGeneration(store.id);
      }
      const composed = await composer.compose(wish.data, COMMAND.name);
      const { page, generation } = composed;
      const { generator, model } = generation;
      await record('page.compose', page.id, { generator, model, sections: page.sections.length });
      const isLive = options['publish'] === true;
      if (isLive) {
        await pages.publish(page.id, COMMAND.name);
        await record('page.publish', page.id);
      }
      output.answer(told(composed, isLive), isLive ? { ...composed, page: await pages.get(page.id) } : composed);
      return 0;
    });
  },
};

/** `vitrine page …` */
export const pageCommands: readonly Command[] = [compose];
