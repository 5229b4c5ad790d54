import type { Issue, Note, ValidSection } from './repair.ts';
import { repairSection } from './repair.ts';

/** Sections as a generator gave them, repaired one by one; what cannot be is left out, and says why. */
export function repairSections(given: readonly unknown[]): {
  readonly sections: readonly ValidSection[];
  readonly notes: readonly Note[];
  readonly issues: readonly Issue[];
} {
  const results = given.map((one, at) => ({ at, result: repairSection(one) }));
  const under = <T extends { readonly path: string }>(at: number, all: readonly T[]): T[] =>
    all.map((one) => ({ ...one, path: one.path === '' ? String(at) : `${at}.${one.path}` }));
  return {
    sections: results.flatMap(({ result }) => (result.ok ? [result.section] : [])),
    notes: results.flatMap(({ at, result }) => (result.ok ? under(at, result.notes) : [])),
    issues: results.flatMap(({ at, result }) => (result.ok ? [] : under(at, result.issues))),
  };
}
