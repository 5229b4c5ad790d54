import type { PublicElement } from './analyze.ts';

const doc = (text = ''): string => (text ? `/** ${text.replaceAll('*/', '* /')} */\n` : '');

function propsOf({ className, fields, events }: PublicElement): string {
  const attributes = fields
    .filter(({ attribute }) => attribute)
    .map(
      ({ name, attribute, description }) => `${doc(description)}'${attribute}'?: ${className}['${name}'] | undefined;`,
    );
  const handlers = events.map(
    ({ name, type, description }) =>
      `${doc(description)}'on${name}'?: ((event: ${type?.text ?? 'Event'}) => void) | undefined;`,
  );
  return [...attributes, ...handlers].join('\n');
}

/** `vitrine-jsx.d.ts`: the elements as JSX writes them, for React 19, Preact and others that listen to `on…` of any event. */
export function jsxOf(elements: readonly PublicElement[]): string {
  const imported = new Set(
    elements.flatMap(({ className, events }) => [
      className,
      ...events.flatMap(({ type }) => (type ? [type.text] : [])),
    ]),
  );
  return `// Generated from the elements; see docs/elements.md.
import type { ${[...imported].sort().join(', ')} } from './vitrine.js';

/** What every element takes. */
interface Common {
  children?: unknown;
  class?: string | undefined;
  className?: string | undefined;
  dir?: 'ltr' | 'rtl' | 'auto' | undefined;
  exportparts?: string | undefined;
  hidden?: boolean | undefined;
  id?: string | undefined;
  key?: string | number | null | undefined;
  lang?: string | undefined;
  part?: string | undefined;
  ref?: unknown;
  slot?: string | undefined;
  style?: unknown;
}

/** The elements by tag; extend your framework's \`JSX.IntrinsicElements\` with it. */
export interface VitrineElements {
${elements.map((element) => `${doc(element.description)}'${element.tag}': Common & {\n${propsOf(element)}\n};`).join('\n')}
}
`;
}
