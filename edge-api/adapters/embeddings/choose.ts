import { type Environment, EnvironmentError } from '../../env.ts';
import { localEmbedder } from './local.ts';
import { openAiEmbedder } from './openai.ts';
import type { Embedder } from './port.ts';
import { resting } from './resting.ts';
import { type Ai, workersAiEmbedder } from './workers-ai.ts';

/** The embedder the environment asks for, or null for none. `ai` is the binding of Workers AI, where there is one. */
export function chooseEmbedder({ embeddings }: Pick<Environment, 'embeddings'>, ai?: Ai): Embedder | null {
  if (embeddings === null) return null;
  if (embeddings.provider === 'openai') return resting(openAiEmbedder(embeddings));
  if (embeddings.provider === 'local') return localEmbedder;
  if (ai) return resting(workersAiEmbedder(ai));
  const problem = 'is workers-ai, which needs a Worker with a binding AI of Workers AI';
  throw new EnvironmentError([{ variable: 'EMBEDDINGS', problem }]);
}
