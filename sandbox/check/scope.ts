import { child, kids, nameOf, type Node } from './tree.ts';

/** A part of a program with names of its own. Resolved only after the whole program is read, for functions and `var` may come later. */
export class Scope {
  /** Names declared here; of a `const`, what it is set to. */
  readonly names = new Map<string, Node | null>();
  readonly outer: Scope | null;
  /** Whether `var` ends up here. */
  readonly isFunction: boolean;
  /** Of the whole program: the parts of it that were looked at to find texts out. */
  readonly looked: { times: number };

  constructor(outer: Scope | null, isFunction = false) {
    this.outer = outer;
    this.isFunction = isFunction;
    this.looked = outer?.looked ?? { times: 0 };
  }

  declare(name: string, constant: Node | null = null): void {
    this.names.set(name, this.names.has(name) ? null : constant);
  }

  /** The scope that `var` is declared in. */
  get ofVars(): Scope {
    return this.isFunction || !this.outer ? this : this.outer.ofVars;
  }

  /** Where a name is declared; null for names of nobody. */
  find(name: string): Scope | null {
    return this.names.has(name) ? this : (this.outer?.find(name) ?? null);
  }

  /** What a name always stands for; null where that is not known. */
  constant(name: string): Node | null {
    return this.find(name)?.names.get(name) ?? null;
  }
}

/** Names that a pattern declares: `{ a, b: [c, ...d] }`. */
export function patternNames(pattern: Node | null): string[] {
  const names: string[] = [];
  const open = pattern ? [pattern] : [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'Identifier') names.push(nameOf(node));
    else if (node.type === 'ObjectPattern') open.push(...kids(node, 'properties'));
    else if (node.type === 'Property') open.push(...kids(node, 'value'));
    else if (node.type === 'ArrayPattern') open.push(...kids(node, 'elements'));
    else if (node.type === 'AssignmentPattern') open.push(...kids(node, 'left'));
    else if (node.type === 'RestElement') open.push(...kids(node, 'argument'));
  }
  return names;
}

/** Puts what a node declares where it belongs. */
export function declareNames(node: Node, scope: Scope): void {
  if (node.type === 'VariableDeclaration') declareVariables(node, scope);
  else if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
    const name = nameOf(child(node, 'id'));
    if (name) scope.declare(name);
  }
}

function declareVariables(node: Node, scope: Scope): void {
  const home = node['kind'] === 'var' ? scope.ofVars : scope;
  for (const declarator of kids(node, 'declarations')) {
    const id = child(declarator, 'id');
    const constant = node['kind'] === 'const' && id?.type === 'Identifier' ? child(declarator, 'init') : null;
    for (const name of patternNames(id)) home.declare(name, constant);
  }
}
