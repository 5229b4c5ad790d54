import { parseSync, type Plugin } from 'vite';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Each node below `node`, itself included. */
function* nodes(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodes(child);
  }
}

/** Shortens the text of a style: comments, and white space no rule needs. */
export function minifyCss(text: string): string {
  return text
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}');
}

/** Shortens the text of a template: each run of white space with a line break becomes one space, as browsers show it. */
export const minifyHtml = (text: string): string => text.replace(/<!--[^]*?-->/g, '').replace(/\s*\n\s*/g, ' ');

/** Takes indentation and comments out of `html` and `css` templates; nothing that a browser would show differently. */
export function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    enforce: 'pre',
    transform: {
      filter: { id: /\/elements\/.*\.ts$/, code: /\b(html|css|svg)`/ },
      handler(code, id) {
        const { program } = parseSync(id, code);
        const edits: { start: number; end: number; text: string }[] = [];
        for (const node of nodes(program as unknown as Node)) {
          if (node.type !== 'TaggedTemplateExpression') continue;
          const tag = (node['tag'] as { name?: string }).name;
          if (tag !== 'html' && tag !== 'css' && tag !== 'svg') continue;
          const { quasis } = node['quasi'] as unknown as { quasis: Node[] };
          for (const [index, quasi] of quasis.entries()) {
            const raw = (quasi['value'] as { raw: string }).raw;
            let text = tag === 'css' ? minifyCss(raw) : minifyHtml(raw);
            // The line breaks around a whole template separate it from nothing; a space on purpose has none.
            if (index === 0 && /^\s*\n/.test(raw)) text = text.trimStart();
            if (index === quasis.length - 1 && /\n\s*$/.test(raw)) text = text.trimEnd();
            // In TypeScript a node's range takes in the delimiters, so the text itself is searched for.
            const start = code.indexOf(raw, quasi.start);
            if (text !== raw) edits.push({ start, end: start + raw.length, text });
          }
        }
        if (!edits.length) return null;
        let result = '';
        let at = 0;
        for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
          result += code.slice(at, start) + text;
          at = end;
        }
        return { code: result + code.slice(at), map: null };
      },
    },
  };
}
