import { holdProgram, programs, shortened } from '../sandbox/fuzz/batch.test-support.ts';
import { holder, longest } from '../sandbox/fuzz/promises.test-support.ts';
import { engineFromBuild } from '../sandbox/run/engine-file.node.ts';
import type { Soak } from './soak.ts';

/** Programs of one seed. */
const PROGRAMS = 500;
/** After so many, another block is drawn, and one program once more. */
const REST = 10;
/** Broken promises of one seed that are told. */
const TOLD = 3;

/** Generated programs against what is promised of the check and of the engine: 500 for each seed. */
export const blockFuzzSoak: Soak = {
  async open() {
    const held = holder(engineFromBuild());
    const programOf = programs();
    const counts: Record<string, Record<string, number>> = {};
    let total = 0;
    const count = (what: string, name: string) => ((counts[what] ??= {})[name] = (counts[what][name] ?? 0) + 1);

    return {
      async run(seed) {
        const broken: string[] = [];
        for (let index = 0; index < PROGRAMS && broken.length < TOLD; index++) {
          const program = programOf(seed, index);
          total++;
          try {
            const { check, engine } = await holdProgram(held, program);
            for (const [what, name] of Object.entries({ kind: program.kind, check, engine })) count(what, name);
            if (index % REST !== 0) continue;
            held.rest();
            held.twice(program.source);
          } catch (error) {
            const least = await shortened(held, program, error);
            broken.push(
              `\n  ${program.kind} ${index}: ${error instanceof Error ? error.message : String(error)}\n  ${JSON.stringify(least)}`,
            );
          }
        }
        if (broken.length > 0) throw new Error(broken.join(''));
      },
      told: () => `${total} programs: ${JSON.stringify(counts)}; longest ${JSON.stringify(longest)} ms.`,
      close: async () => void held.close(),
    };
  },
};
