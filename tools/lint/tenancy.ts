/**
 * A rule for `edge-api/routes/`: a route that could skip tenancy does not pass. Under `/v1/admin/stores/{store}` the first
 * thing a request meets is the store's key, under `/v1/platform/` the platform's; under `/v1/stores/{store}` the app has
 * opened the store before; whatever else is there is listed here. The store comes from what was opened, never from the path
 * once more.
 */

/** Paths of the API that belong to no store and ask for no key. */
const OPEN = new Set(['/v1/domains/ask', '/v1/section-schemas', '/v1/section-schemas/{type}']);
const STORE = /^\/v1\/stores\/\{store\}(?:\/|$)/;
const ADMIN = /^\/v1\/admin\/stores\/\{store\}(?:\/|$)/;
const PLATFORM = /^\/v1\/platform\//;
/** Ways to register that say nothing of a path, or of several. */
const MOUNTS = new Set(['use', 'on', 'all', 'route', 'mount', 'basePath']);
const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'options']);
const NAMES_STORE =
  /req\.param\(\s*['"]store['"]\s*\)|req\.valid\(\s*['"]param['"]\s*\)\s*\.store\b|\{[^{}]*\bstore\b[^{}]*\}\s*=\s*\w+\.req\.valid\(\s*['"]param['"]\s*\)/;

/** The parts of a syntax tree that the rule looks at. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly callee?: Node;
  readonly object?: Node;
  readonly property?: Node;
  readonly arguments?: readonly Node[];
  readonly properties?: readonly Node[];
  readonly elements?: readonly (Node | null)[];
  readonly expression?: Node;
  readonly argument?: Node;
  readonly key?: Node;
  readonly id?: Node;
  readonly init?: Node | null;
  readonly expressions?: readonly Node[];
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
}

interface Context {
  readonly sourceCode: { getText(node: Node): string };
  report(problem: { node: Node; message: string }): void;
}

/** `x as const` and the like are what they stand for. */
const bare = (node: Node | undefined): Node | undefined =>
  node && /^TS(?:As|Satisfies|NonNull)/.test(node.type) ? bare(node.expression) : node;

const propertyOf = (object: Node | undefined, name: string): Node | undefined =>
  bare(
    object?.properties?.find(({ type, key }) => type === 'Property' && (key?.name ?? key?.value) === name)?.value as
      Node | undefined,
  );

const calls = (node: Node | undefined): string | undefined =>
  node?.type === 'CallExpression' ? (node.callee?.name ?? node.callee?.property?.name) : undefined;

const guardedRoutes = {
  create(context: Context) {
    const constants = new Map<string, Node>();
    const resolved = (node: Node | undefined): Node | undefined =>
      node?.type === 'Identifier' ? bare(constants.get(node.name ?? '')) : bare(node);

    function textOf(node: Node | undefined): string | undefined {
      const found = resolved(node);
      if (found?.type === 'Literal' && typeof found.value === 'string') return found.value;
      if (found?.type !== 'TemplateLiteral') return undefined;
      const inserted = found.expressions?.map(textOf) ?? [];
      if (inserted.includes(undefined)) return undefined;
      return found.quasis?.map(({ value }, index) => value.cooked + (inserted[index] ?? '')).join('');
    }

    /** The first thing a request meets. */
    function firstOf(middleware: Node | undefined): string | undefined {
      const found = resolved(middleware);
      return calls(found?.type === 'ArrayExpression' ? resolved(found.elements?.[0] ?? undefined) : found);
    }

    function declared(node: Node): void {
      const [config] = node.arguments ?? [];
      const path = textOf(propertyOf(config, 'path'));
      if (config?.type !== 'ObjectExpression' || path === undefined)
        return context.report({ node, message: 'A route is declared in place, with its path written out.' });
      if (STORE.test(path) || OPEN.has(path)) return undefined;
      const guard = ADMIN.test(path) ? 'needs' : PLATFORM.test(path) ? 'platformKey' : undefined;
      if (guard === undefined)
        return context.report({ node, message: `No guard is known for ${path}: see tools/lint/tenancy.ts.` });
      if (config.properties?.some(({ type }) => type === 'SpreadElement'))
        return context.report({
          node,
          message: 'A route behind a key is written out: a spread could take its guard away.',
        });
      if (firstOf(propertyOf(config, 'middleware')) !== guard)
        return context.report({ node, message: `The first middleware of ${path} is ${guard}(scope).` });
      return undefined;
    }

    function registered(node: Node): void {
      const [route, handler] = node.arguments ?? [];
      const spread =
        route?.type === 'ObjectExpression' ? route.properties?.find(({ type }) => type === 'SpreadElement') : undefined;
      const config =
        calls(resolved(spread?.argument ?? route)) === 'createRoute'
          ? resolved(spread?.argument ?? route)?.arguments?.[0]
          : undefined;
      const path = textOf(propertyOf(config, 'path'));
      if (path === undefined)
        return context.report({ node: route ?? node, message: 'Register what `createRoute` made in this file.' });
      if (route?.type === 'ObjectExpression' && !STORE.test(path))
        return context.report({
          node: route,
          message: 'A route behind a key is registered as it was declared, with its guard.',
        });
      if (handler && !PLATFORM.test(path) && NAMES_STORE.test(context.sourceCode.getText(handler)))
        return context.report({ node: handler, message: 'Take the store from c.var, where the guard has put it.' });
      return undefined;
    }

    return {
      VariableDeclarator({ id, init }: Node) {
        if (id?.name !== undefined && init) constants.set(id.name, init);
      },
      // On the way out: by then every constant of the file above the call is known.
      'CallExpression:exit'(node: Node) {
        const name = node.callee?.property?.name;
        if (node.callee?.name === 'createRoute') return declared(node);
        if (name === undefined || node.callee?.object?.name === 'Promise') return undefined;
        if (name === 'openapi' && (node.arguments?.length ?? 0) > 1) return registered(node);
        const first = textOf(node.arguments?.[0]);
        if (MOUNTS.has(name))
          return context.report({ node, message: 'Routes are declared one by one; app.ts mounts them.' });
        if (METHODS.has(name) && first?.startsWith('/v1'))
          return context.report({
            node,
            message: 'A route of the API is declared with `createRoute`, so that it is in the document.',
          });
        return undefined;
      },
    };
  },
};

// What a plugin of the linter has to look like.
export default { meta: { name: 'vitrine' }, rules: { 'guarded-routes': guardedRoutes } };
