import { sectionType } from '../../contract/sections/section-types.ts';
import type { Issue, Note, Repaired, ValidSection } from './repair.ts';
import { repairSection } from './repair.ts';

/** A section of a type that generators are offered. */
function offered(result: Repaired): Repaired {
  if (!result.ok || sectionType(result.section.type)?.generated !== false) return result;
  return { ok: false, issues: [{ path: 'type', code: 'unknown_type', message: 'is a type that only people put in' }] };
}

/** Sections as a generator gave them, repaired one by one; what cannot be is left out, and says why. */
export function repairSections(given: readonly unknown[]): {
  readonly sections: readonly ValidSection[];
  readonly notes: readonly Note[];
  readonly issues: readonly Issue[];
} {
  const results = given.map((one, at) => ({ at, result: offered(repairSection(one)) }));
  const under = <T extends { readonly path: string }>(at: number, all: readonly T[]): T[] =>
    all.map((one) => ({ ...one, path: one.path === '' ? String(at) : `${at}.${one.path}` }));
  return {
    sections: results.flatMap(({ result }) => (result.ok ? [result.section] : [])),
    notes: results.flatMap(({ at, result }) => (result.ok ? under(at, result.notes) : [])),
    issues: results.flatMap(({ at, result }) => (result.ok ? [] : under(at, result.issues))),
  };
}
