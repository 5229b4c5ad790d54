import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { elementModules, root } from './analyze.ts';
import { ts, type Node, type SourceFile } from './analyzer.ts';

/** What an element's code really shows to a page. */
export interface Surface {
  readonly parts: Set<string>;
  readonly slots: Set<string>;
  readonly events: Set<string>;
  readonly states: Set<string>;
  readonly cssProperties: Set<string>;
  /** Modules of the elements it shows inside itself; their events pass through it. */
  readonly inner: Set<string>;
  /** Expressions whose names cannot be read off the code. */
  readonly unreadable: string[];
}

const parsed = new Map<string, SourceFile>();

function parse(path: string): SourceFile {
  let source = parsed.get(path);
  if (!source) {
    source = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2022, true);
    parsed.set(path, source);
  }
  return source;
}

function* nodes(node: Node): Generator<Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodes(child);
}

/** Paths a module imports at run time, now or later. */
function imports(source: SourceFile): string[] {
  const found: string[] = [];
  for (const node of nodes(source)) {
    const from =
      ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (from && ts.isStringLiteral(from) && from.text.startsWith('.')) {
      found.push(posix.join(dirname(source.fileName), from.text));
    }
  }
  return found;
}

/** Where the names that a module takes from an element's file come from: code both are made of. */
function handedOn(source: SourceFile, element: string): string[] {
  const bound = (one: SourceFile, from?: string): Map<string, string> =>
    new Map(
      one.statements.flatMap((statement) => {
        if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
        const bindings = statement.importClause?.namedBindings;
        const path = posix.join(dirname(one.fileName), statement.moduleSpecifier.text);
        if (!bindings || !ts.isNamedImports(bindings) || (from && path !== from)) return [];
        return bindings.elements.map(({ name, propertyName }) => [(propertyName ?? name).text, path] as const);
      }),
    );
  const inside = bound(parse(element));
  return [...bound(source, element).keys()].flatMap((name) => inside.get(name) ?? []);
}

/** What an element does not show itself: the base of all, the stores, the contract. Adding to the cart tells the page. */
const BEHIND = /^(edge-api\/|elements\/(client|events|internal|locales|store)\/|elements\/stores\/(?!add-to-cart\.ts))/;

/** The modules an element is made of, up to those of other elements, which go to `inner`. */
function ownModules(path: string, inner: Set<string>): SourceFile[] {
  const others = new Set(elementModules());
  others.delete(path);
  const found = new Set([path]);
  for (const one of found) {
    for (const next of imports(parse(one))) {
      if (others.has(next)) {
        inner.add(next);
        for (const path of handedOn(parse(one), next)) found.add(path);
      } else if (!BEHIND.test(next)) found.add(next);
    }
  }
  return [...found].map(parse);
}

/** All texts an expression can come to; undefined where that cannot be read off it. */
function texts(node: Node): string[] | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return texts(node.expression);
  if (ts.isIdentifier(node)) return node.text === 'nothing' ? [] : undefined;
  const several = (...expressions: Node[]): string[] | undefined => {
    const all = expressions.map(texts);
    return all.some((one) => one === undefined) ? undefined : all.flatMap((one) => one!);
  };
  if (ts.isConditionalExpression(node)) return several(node.whenTrue, node.whenFalse);
  if (ts.isBinaryExpression(node)) {
    const kind = node.operatorToken.kind;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return texts(node.right);
    if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken)
      return several(node.left, node.right);
  }
  if (ts.isTemplateExpression(node)) {
    const inner = several(...node.templateSpans.map(({ expression }) => expression));
    return inner && [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text), ...inner];
  }
  return undefined;
}

/** Texts a variable goes through in `for (const x of ['a', 'b'] as const)`. */
function loopTexts(node: Node & { readonly text: string }): string[] | undefined {
  for (let parent: Node = node.parent; parent; parent = parent.parent) {
    if (!ts.isForOfStatement(parent) || !parent.initializer.getText().endsWith(` ${node.text}`)) continue;
    const list = ts.isAsExpression(parent.expression) ? parent.expression.expression : parent.expression;
    if (!ts.isArrayLiteralExpression(list)) return undefined;
    const all = list.elements.map(texts);
    return all.some((one) => !one) ? undefined : all.flatMap((one) => one!);
  }
  return undefined;
}

/** Names in an attribute of a template, expressions included. */
function attributeNames(template: Node, attribute: string, surface: Surface): string[] {
  const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
  const head = ts.isTemplateExpression(template)
    ? template.head.text
    : ts.isNoSubstitutionTemplateLiteral(template)
      ? template.text
      : '';
  const text = [head, ...spans.flatMap(({ literal }, index) => [`§${index}§`, literal.text])].join('');
  const names: string[] = [];
  const value = `"([^"]*)"|'([^']*)'|(§\\d+§)`;
  for (const [, a, b, c] of text.matchAll(new RegExp(`\\s${attribute}=(?:${value})`, 'g'))) {
    const whole = a ?? b ?? c ?? '';
    names.push(...whole.replace(/§\d+§/g, ' ').split(/\s+/));
    for (const [, index] of whole.matchAll(/§(\d+)§/g)) {
      const { expression } = spans[Number(index)]!;
      const found = texts(expression);
      if (found) names.push(...found.flatMap((one) => one.split(/\s+/)));
      else surface.unreadable.push(`${attribute}=${expression.getText()}`);
    }
  }
  return names.filter(Boolean);
}

function slotNames(template: Node): string[] {
  return [...template.getText().matchAll(/<slot\b([^>]*)>/g)].map(
    ([, attributes = '']) => /\bname="([^"]*)"/.exec(attributes)?.[1] ?? '',
  );
}

/** Event names by class, from `elements/events/`. */
function eventName(className: string): string {
  const words = className.replace(/^Vitrine|Event$/g, '').replace(/(?<!^)([A-Z])/g, '-$1');
  return `vitrine-${words.toLowerCase()}`;
}

const own = (tag: string): RegExp => new RegExp(`var\\(\\s*(--${tag}-[\\w-]+)`, 'g');

/** Reads off the code what an element shows: what its docblock has to say, no more and no less. */
export function surfaceOf(path: string, tag: string, tokens: ReadonlySet<string>): Surface {
  const surface: Surface = {
    parts: new Set(),
    slots: new Set(),
    events: new Set(),
    states: new Set(),
    cssProperties: new Set(),
    inner: new Set(),
    unreadable: [],
  };
  for (const source of ownModules(path, surface.inner)) {
    for (const [, name] of source.text.matchAll(/var\(\s*(--vitrine-[\w-]+)/g)) {
      if (name && !tokens.has(name)) surface.cssProperties.add(name);
    }
    for (const [, name] of source.text.matchAll(own(tag))) surface.cssProperties.add(name!);
    for (const node of nodes(source)) {
      if (ts.isTaggedTemplateExpression(node) && /^(html|svg)$/.test(node.tag.getText())) {
        for (const name of attributeNames(node.template, 'part', surface)) surface.parts.add(name);
        // Parts of an inner element that it makes its own, each perhaps under another name.
        for (const names of attributeNames(node.template, 'exportparts', surface)) {
          for (const name of names.split(',').filter(Boolean)) surface.parts.add(name.split(':').at(-1)!);
        }
        for (const name of slotNames(node.template)) surface.slots.add(name);
      } else if (ts.isNewExpression(node) && /^Vitrine\w+Event$/.test(node.expression.getText())) {
        surface.events.add(eventName(node.expression.getText()));
      } else if (ts.isCallExpression(node)) {
        const [first, second] = node.arguments;
        const called = node.expression.getText();
        if (called.endsWith('.setState') && first) {
          const states = ts.isIdentifier(first) ? loopTexts(first) : texts(first);
          if (!states) surface.unreadable.push(node.getText());
          for (const state of states ?? []) surface.states.add(state);
        }
        if (called.endsWith('.setAttribute') && first?.getText() === `'part'` && second && ts.isStringLiteral(second)) {
          surface.parts.add(second.text);
        }
      }
    }
  }
  return surface;
}

/** The tokens every element reads, which are documented once for all of them. */
export function sharedTokens(): Set<string> {
  const { text } = parse('elements/internal/tokens.styles.ts');
  return new Set([...text.matchAll(/--vitrine-[\w-]+/g)].map(([name]) => name));
}
