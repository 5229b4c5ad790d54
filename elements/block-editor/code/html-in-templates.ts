import { syntaxTree } from '@codemirror/language';
import type { Range } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';

const plain = Decoration.mark({ class: 'cm-html' });
const tag = Decoration.mark({ class: 'cm-tag' });
const attribute = Decoration.mark({ class: 'cm-attribute' });

/** A template that HTML stands in: html`…`. */
export function isHtmlTemplate(node: SyntaxNode, textOf: (from: number, to: number) => string): boolean {
  const name = node.parent?.name === 'TaggedTemplateExpression' ? node.parent.firstChild : null;
  return name !== null && textOf(name.from, name.to) === 'html';
}

/** Text of a template as it stands, with spaces for what is computed, so that places stay. */
export function templateText(node: SyntaxNode, textOf: (from: number, to: number) => string): string {
  let text = textOf(node.from, node.to);
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Interpolation') continue;
    const [from, to] = [child.from - node.from, child.to - node.from];
    text = text.slice(0, from) + ' '.repeat(to - from) + text.slice(to);
  }
  return text;
}

/** The text of a template without what is computed in it. */
function* plainParts(node: SyntaxNode): Generator<Range<Decoration>> {
  let at = node.from;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Interpolation') continue;
    if (child.from > at) yield plain.range(at, child.from);
    at = child.to;
  }
  if (node.to > at) yield plain.range(at, node.to);
}

function marksIn(text: string, start: number): Range<Decoration>[] {
  const found: Range<Decoration>[] = [];
  for (const match of text.matchAll(/<(\/?[a-z][\w-]*)([^<>]*)>?/gi)) {
    const at = start + match.index;
    const name = match[1]!;
    found.push(tag.range(at, at + 1 + name.length));
    const inside = match[2]!;
    const from = at + 1 + name.length;
    for (const each of inside.matchAll(/("[^"]*"|'[^']*')|([\w@:-]+)/g))
      if (each[2] !== undefined) found.push(attribute.range(from + each.index, from + each.index + each[2].length));
    if (match[0].endsWith('>')) found.push(tag.range(at + match[0].length - 1, at + match[0].length));
  }
  return found;
}

function decorate(view: EditorView): DecorationSet {
  const marks: Range<Decoration>[] = [];
  const textOf = (from: number, to: number) => view.state.sliceDoc(from, to);
  for (const { from, to } of view.visibleRanges)
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: ({ name, node }) => {
        if (name === 'TemplateString' && isHtmlTemplate(node, textOf))
          marks.push(...plainParts(node), ...marksIn(templateText(node, textOf), node.from));
      },
    });
  return Decoration.set(marks, true);
}

/** Colours tags and attributes in html`…`. */
export const htmlInTemplates = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update(update: ViewUpdate): void {
      const hasParsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || hasParsed) this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
