import { BlockSettings } from '../../edge-api/contract/block-settings.ts';
import { settingValues } from '../../edge-api/services/blocks/settings-values.ts';
import { checkBlock } from '../check/check.ts';
import { benignBlock } from '../escapes/run.test-support.ts';
import { corpus, hasCorpora } from '../escapes/corpora.test-support.ts';
import { OWN } from '../escapes/own/rows.ts';
import { EXAMPLES } from '../examples/examples.ts';
import { answerOf, SETTINGS } from '../examples/examples.test-support.ts';
import { ATTACKS, BENIGN } from './cases.ts';
import { formatsOf } from './formats.ts';
import type { BlockRenderer, RenderRequest } from './port.ts';
import { inputOf, requestOf } from './run.test-support.ts';
import { renderWithData } from './with-data.ts';

export interface NamedRequest {
  readonly name: string;
  readonly request: RenderRequest;
}

/** Every pass over every example, in a language each: without data, and then with what it asked for. */
async function passesOfExamples(renderer: BlockRenderer): Promise<NamedRequest[]> {
  const passes: NamedRequest[] = [];
  for (const [at, { name, source, settings, texts }] of EXAMPLES.entries()) {
    const locale = ['en', 'de', 'ar', 'hi'][at % 4]!;
    const checked = await checkBlock(source);
    const input = inputOf({
      settings: settingValues(BlockSettings.parse(settings), SETTINGS[name] ?? {}).values,
      locale,
      formats: formatsOf(locale, ['EUR']),
      texts: texts[locale] ?? texts['en'] ?? {},
    });
    const listening: BlockRenderer = {
      render(request) {
        passes.push({ name: `${name}, in ${locale}`, request });
        return renderer.render(request);
      },
    };
    await renderWithData(listening, { source: checked.ok ? checked.code : '', input }, answerOf);
  }
  return passes;
}

/** All blocks that runtimes have to agree about, in groups. */
export async function requestsForAll(renderer: BlockRenderer): Promise<Record<string, NamedRequest[]>> {
  const benign = hasCorpora ? corpus('benign-controls').filter(({ kind }) => kind === 'js') : [];
  return {
    'the cases of the suite': [...BENIGN, ...ATTACKS].map(({ name, source, input, limits }) => ({
      name,
      request: requestOf(source, input, limits),
    })),
    'the examples': await passesOfExamples(renderer),
    'attacks of our own': OWN.map(({ tries, request }) => ({ name: tries, request })),
    'harmless programs of others': benign.map((row) => ({ name: row.id, request: requestOf(benignBlock(row)) })),
  };
}
