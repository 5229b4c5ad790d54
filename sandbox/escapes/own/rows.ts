import { BUILT_INS } from './built-ins.ts';
import { DATA } from './data.ts';
import { ERRORS } from './errors.ts';
import { OUTPUT } from './output.ts';
import { PROMISES } from './promises.ts';
import type { OwnRow } from './row.ts';
import { SOURCES } from './sources.ts';

/** Attacks of our own, aimed at what the walls rest on and not at any list. */
export const OWN: readonly OwnRow[] = [...PROMISES, ...ERRORS, ...OUTPUT, ...DATA, ...BUILT_INS, ...SOURCES];
