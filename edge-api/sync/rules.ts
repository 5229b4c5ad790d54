import { Environment } from '@marcbachmann/cel-js';
import type { Model } from './model.ts';
import { follow, valueOf, type Row, type RowView } from './rows.ts';
import { SyncError } from './sync-error.ts';

/** Who asks: a guest, nobody, or the server itself, which no rule binds. */
export type Actor = { readonly userId: string | null } | 'admin';

/** The parts of `InstantRules` that the embedded server evaluates. */
export type RulesSource = Readonly<
  Record<
    string,
    {
      readonly bind?: Readonly<Record<string, string>> | readonly string[];
      readonly allow: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
    }
  >
>;

/** What a rule is asked about. */
export interface RuleInput {
  readonly userId: string | null;
  /** The row as it was, or as it will be when it is created. */
  readonly data: Row;
  readonly dataView: RowView;
  readonly newData?: Row | undefined;
  readonly newView?: RowView | undefined;
  readonly linkedData?: Row | undefined;
  readonly ruleParams?: unknown;
}

/**
 * One rule. `scope` is a path whose values a row must share with the asking user's id for the rule to hold, if the rule
 * says so: it lets us find what a shopper may see by index, and know whom a change concerns. `wide` rules look at more.
 */
export interface Rule {
  readonly never: boolean;
  readonly scope: readonly string[] | undefined;
  readonly wide: boolean;
  /** Whether it looks at nothing but the row itself and what the query names: who asks makes no difference. */
  readonly open: boolean;
  allows(input: RuleInput): boolean;
}

/** The compiled rules of one app. */
export interface Rules {
  rule(etype: string, action: 'view' | 'create' | 'update' | 'delete'): Rule;
  link(etype: string, kind: 'link' | 'unlink', label: string): Rule | undefined;
}

interface Node {
  readonly op: string;
  readonly args: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
const argsOf = (node: Node): unknown[] => (Array.isArray(node.args) ? node.args : [node.args]);

/** `auth.id`, as a node of the parsed rule. */
function isAuthId(node: unknown): boolean {
  if (!isNode(node) || node.op !== '.') return false;
  const [of, label] = argsOf(node);
  return label === 'id' && isNode(of) && of.op === 'id' && of.args === 'auth';
}

/** The path a node reads from the row: `data.x`, or `data.ref('a.b')`. */
function dataPath(node: unknown): string[] | undefined {
  if (!isNode(node)) return undefined;
  const [first, second, third] = argsOf(node);
  if (node.op === '.' && typeof second === 'string') {
    return isNode(first) && first.op === 'id' && first.args === 'data' ? [second] : undefined;
  }
  if (node.op === 'rcall' && first === 'ref' && isNode(second) && second.op === 'id' && second.args === 'data') {
    const path = Array.isArray(third) ? third[0] : undefined;
    return isNode(path) && typeof path.args === 'string' ? path.args.split('.') : undefined;
  }
  return undefined;
}

const conjuncts = (node: unknown): unknown[] =>
  isNode(node) && node.op === '&&' ? argsOf(node).flatMap(conjuncts) : [node];

function scopeOf(ast: unknown): string[] | undefined {
  for (const node of conjuncts(ast)) {
    if (!isNode(node)) continue;
    const [left, right] = argsOf(node);
    if (node.op === '==' && isAuthId(left) && dataPath(right)) return dataPath(right);
    if (node.op === '==' && isAuthId(right) && dataPath(left)) return dataPath(left);
    if (node.op === 'in' && isAuthId(left) && dataPath(right)) return dataPath(right);
  }
  return undefined;
}

/** Every path a rule follows beyond the row itself. */
function refsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(refsIn);
  if (!isNode(node)) return [];
  if (node.op === 'rcall' && argsOf(node)[0] === 'ref') return [dataPath(node)?.join('.') ?? '?'];
  return argsOf(node).flatMap(refsIn);
}

/** Whether a rule asks who somebody is. */
function asksWho(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(asksWho);
  return isNode(node) && ((node.op === 'id' && node.args === 'auth') || asksWho(node.args));
}

/** A rule's text with the names of its `bind` written out; texts in quotes stay as they are. */
function expand(text: string, bind: Readonly<Record<string, string>>, depth = 0): string {
  if (depth > 10) throw new Error('The bind of a rule refers to itself.');
  return text
    .split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/)
    .map((part, index) =>
      index % 2
        ? part
        : part.replace(/(?<![.\w$])[A-Za-z_]\w*/g, (name) =>
            Object.hasOwn(bind, name) ? `(${expand(bind[name]!, bind, depth + 1)})` : name,
          ),
    )
    .join('');
}

// `Array.isArray` alone does not tell a readonly list from a record.
const isList = (bind: object): bind is readonly string[] => Array.isArray(bind);

function bindOf(source: RulesSource[string] | undefined): Record<string, string> {
  const bind = source?.bind ?? {};
  if (!isList(bind)) return { ...bind };
  return Object.fromEntries(bind.flatMap((name, index) => (index % 2 ? [] : [[name, bind[index + 1] ?? 'false']])));
}

/** Compiles a rules file with the schema it speaks of. */
export function compileRules(source: RulesSource, model: Model): Rules {
  // Where each object handed to a rule came from, so that `ref` can follow links from it.
  const origins = new WeakMap<object, { row: Row; view: RowView }>();
  const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
  environment.registerFunction('map.ref(string): list', (object: object, path: string) => {
    const origin = origins.get(object);
    if (!origin) return [];
    const labels = path.split('.');
    return follow(model, origin.view, origin.row, labels[0] === '$user' ? labels.slice(1) : labels);
  });

  // Keys that are not there are null, as in InstantDB, and not an error as in plain CEL.
  const objectOf = (row: Row | undefined, view: RowView | undefined): object | null => {
    if (!row || !view) return null;
    const object: Record<string, unknown> = {};
    for (const label of model.etypes.get(row.etype)!.attrs.keys()) object[label] = valueOf(row, label);
    origins.set(object, { row, view });
    return object;
  };
  const authOf = (userId: string | null, view: RowView): object => {
    const user = userId === null ? undefined : view.row('$users', userId);
    if (user) return objectOf(user, view)!;
    return Object.fromEntries([...(model.etypes.get('$users')?.attrs.keys() ?? ['id'])].map((label) => [label, null]));
  };

  const compile = (text: string, bind: Readonly<Record<string, string>>): Rule => {
    const expanded = expand(text, bind);
    const program = environment.parse(expanded);
    const scope = scopeOf(program.ast);
    const refs = refsIn(program.ast).filter((path) => path !== scope?.join('.'));
    const never = expanded.trim() === 'false';
    return {
      never,
      scope,
      wide: refs.length > 0,
      open: !never && refs.length === 0 && !asksWho(program.ast),
      allows(input) {
        const modified = input.newData
          ? [...input.newData.triples.keys()].filter(
              (label) => input.newData!.triples.get(label) !== input.data.triples.get(label),
            )
          : [];
        try {
          return (
            program({
              auth: authOf(input.userId, input.dataView),
              data: objectOf(input.data, input.dataView),
              newData: objectOf(input.newData, input.newView),
              linkedData: objectOf(input.linkedData, input.dataView),
              ruleParams: input.ruleParams ?? {},
              request: { time: new Date(), modifiedFields: modified },
            }) === true
          );
        } catch (cause) {
          throw new SyncError(
            'permission-evaluation-failed',
            `Could not evaluate permission rule for \`${input.data.etype}\`.`,
            {
              rule: [input.data.etype],
              error: cause instanceof Error ? cause.message.split('\n')[0] : 'unknown',
            },
          );
        }
      },
    };
  };

  const compiled = new Map<string, Rule>();
  const cached = (etype: string, text: string): Rule => {
    const key = `${etype}\n${text}`;
    let rule = compiled.get(key);
    if (!rule) compiled.set(key, (rule = compile(text, bindOf(source[etype]))));
    return rule;
  };
  const rules: Rules = {
    rule(etype, action) {
      const own = source[etype]?.allow;
      const fallback = source['$default']?.allow;
      for (const text of [own?.[action], own?.['$default'], fallback?.[action], fallback?.['$default']]) {
        if (typeof text === 'string') return cached(etype, text);
      }
      // InstantDB allows what nothing forbids; we would rather not start.
      throw new Error(`The rules say nothing about ${action} of ${etype}: set $default to "false".`);
    },
    link(etype, kind, label) {
      const block = source[etype]?.allow[kind];
      const text = typeof block === 'object' ? (block[label] ?? block['$default']) : undefined;
      return text === undefined ? undefined : cached(etype, text);
    },
  };
  // Compiled now, so that a rule that does not parse stops the start and not a shopper.
  for (const etype of model.etypes.values()) {
    for (const action of ['view', 'create', 'update', 'delete'] as const) rules.rule(etype.name, action);
    for (const attr of [...etype.attrs.values()].filter((each) => each.link)) {
      for (const kind of ['link', 'unlink'] as const) {
        rules.link(etype.name, kind, attr.label);
        rules.link(attr.link!.target, kind, attr.link!.reverseLabel);
      }
    }
  }
  return rules;
}
