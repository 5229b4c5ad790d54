import lighthouse, { type Result as Report } from 'lighthouse';
import { scoreOf } from './figures.ts';

/** The categories that are promised something, in the order they are shown. */
export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof CATEGORIES)[number];

/** An audit that found something, and what. */
export interface Finding {
  readonly category: Category;
  readonly audit: string;
  readonly title: string;
  /** How much of the category it is; 0 for advice. */
  readonly weight: number;
  readonly found: readonly string[];
}

/** What Lighthouse says of a page. */
export interface Verdict {
  /** 0 to 100, without the audits that were left out. */
  readonly scores: Readonly<Record<Category, number>>;
  /** As Lighthouse gives them, all audits counted. */
  readonly whole: Readonly<Record<Category, number>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

const METRICS = {
  fcpMs: 'first-contentful-paint',
  lcpMs: 'largest-contentful-paint',
  blockingMs: 'total-blocking-time',
  cls: 'cumulative-layout-shift',
  speedIndexMs: 'speed-index',
} as const;
const FOUND_MOST = 4;

type Details = { readonly items?: readonly unknown[] } | undefined;

/** An item of an audit in one line: its element, address or text. */
function lineOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const { node, url, source, description, value, items, ...rest } = item as Record<string, unknown>;
  if (Array.isArray(items)) return items.map(lineOf).join(' | ');
  const element = node as { selector?: string; snippet?: string; explanation?: string } | undefined;
  const parts = [
    element && `${element.selector ?? ''} ${element.snippet ?? ''} ${element.explanation ?? ''}`,
    url,
    description,
    value,
    typeof source === 'object' ? (source as { url?: string } | null)?.url : source,
  ].filter((part) => typeof part === 'string');
  return (parts.length ? parts.join(' · ') : JSON.stringify(rest)).replaceAll(/\s+/g, ' ').trim().slice(0, 400);
}

function findingsOf({ categories, audits }: Report): Finding[] {
  return CATEGORIES.flatMap((category) =>
    (categories[category]?.auditRefs ?? []).flatMap(({ id, weight, group }) => {
      const audit = audits[id];
      if (!audit || audit.score === null || audit.score >= 1 || group === 'hidden') return [];
      const items = (audit.details as Details)?.items ?? [];
      const found = items.slice(0, FOUND_MOST).map(lineOf);
      const said = [audit.displayValue, audit.explanation, audit.errorMessage].filter((text) => text !== undefined);
      return [{ category, audit: id, title: audit.title, weight, found: [...said, ...found] }];
    }),
  );
}

/**
 * Looks at a page as Lighthouse does for phones by default (its simulated slow 4G), in the browser that listens for DevTools at
 * `port`. `leftOut` are audits whose scores do not count.
 */
export async function inspect(url: string, port: number, leftOut: ReadonlySet<string>): Promise<Verdict> {
  const flags = { port, output: 'json', logLevel: 'silent', onlyCategories: [...CATEGORIES] } as const;
  const result = await lighthouse(url, { ...flags, onlyCategories: [...CATEGORIES] });
  const report = result?.lhr;
  if (!report || report.runtimeError)
    throw new Error(`Lighthouse could not look at ${url}: ${report?.runtimeError?.message ?? 'no report'}`);
  const scores = (without: ReadonlySet<string>) =>
    Object.fromEntries(
      CATEGORIES.map((name) => [name, scoreOf(report.categories[name]!, report.audits, without)]),
    ) as Record<Category, number>;
  return {
    scores: scores(leftOut),
    whole: scores(new Set()),
    metrics: Object.fromEntries(
      Object.entries(METRICS).map(([name, id]) => [name, report.audits[id]?.numericValue ?? Number.NaN]),
    ),
    findings: findingsOf(report),
  };
}
