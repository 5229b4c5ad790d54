import { html, type TemplateResult } from 'lit';
import type { Facet } from '../../edge-api/contract/search.ts';
import { FixtureStore, inside, productSummary } from '../internal/fixtures.test-support.ts';
import './search.ts';
import type { VitrineSearch } from './search.ts';

export const box = (element: Element): HTMLInputElement => inside(element, 'input[role=combobox]');
export const options = (element: VitrineSearch): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>('[role=option]'),
];
export const words = (node: Element | null | undefined): string =>
  (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
export const titles = (element: VitrineSearch): string[] =>
  [...element.renderRoot.querySelectorAll('.card .title')].map(words);
export const status = (element: Element): string => words(inside(element, '[role=status]'));

export function type(element: Element, text: string): void {
  const input = box(element);
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

export function press(element: Element, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more });
  box(element).dispatchEvent(event);
  // A synthetic key does nothing by itself; in a form Enter submits.
  if (key === 'Enter' && !event.defaultPrevented) inside<HTMLFormElement>(element, 'form').requestSubmit();
  return event;
}

export function search(element: Element, text: string): void {
  type(element, text);
  press(element, 'Enter');
}

export const MUG = productSummary('mug', { title: 'Café mug' });
export const CUP = productSummary('cup');

/** A facet of values, by value and count. */
export const facet = (name: string, counts: Readonly<Record<string, number>>, label = name): Facet => ({
  name,
  label,
  kind: 'values',
  values: Object.entries(counts).map(([value, count]) => ({ value, label: value, count })),
});

export const priceFacet = (min: number, max: number): Facet => ({
  name: 'price',
  label: 'price',
  kind: 'range',
  values: [],
  min,
  max,
});

/** A search in a store that suggests three things for "mu" and finds two products for anything. */
export async function searching(
  template: TemplateResult = html`<vitrine-search></vitrine-search>`,
  store = new FixtureStore(),
): Promise<{ element: VitrineSearch; store: FixtureStore }> {
  await store.answerSuggestions('mu', {
    queries: ['mugs'],
    products: [MUG],
    collections: [{ handle: 'table', title: 'Museum table' }],
  });
  await store.answerSearch([MUG, CUP]);
  const mounted = await store.mount(template);
  const element = mounted.matches('vitrine-search') ? mounted : mounted.querySelector('vitrine-search');
  return { element: element as VitrineSearch, store };
}

export const asked = async (store: FixtureStore, path: string): Promise<string[]> =>
  (await store.requests()).map((request) => request.path).filter((one) => one.startsWith(path));

/** Like `until`, for a question that takes a request to answer. */
export async function untilAsync(condition: () => Promise<unknown>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Forgets what earlier tests have searched for on this device. */
export const forgetSearches = (): void => {
  for (const key of Object.keys(localStorage)) if (key.endsWith(':searches')) localStorage.removeItem(key);
};
