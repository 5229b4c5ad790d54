import type { Environment } from '../../env.ts';
import type { SectionGenerator } from '../../services/sections/generator.ts';
import { openAiSections } from './openai.ts';

/** The model that writes sections, as the environment says; null where they are composed by rule alone. */
export function chooseSectionModel({ sections }: Pick<Environment, 'sections'>): SectionGenerator | null {
  return sections && openAiSections(sections);
}
