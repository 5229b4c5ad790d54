/**
 * Every sort of syntax a block may have, and where the parts of each stand. What is not in this table is refused, so syntax of later
 * years is too until somebody has thought about it. Names by https://github.com/estree/estree
 */

/** Fields that hold nodes, in the order they are read. `field?` is a name unless `computed` says otherwise. */
export const NODES: Readonly<Record<string, readonly string[]>> = {
  Program: ['body'],
  ExportDefaultDeclaration: ['declaration'],

  FunctionDeclaration: ['id', 'params', 'body'],
  FunctionExpression: ['id', 'params', 'body'],
  ArrowFunctionExpression: ['params', 'body'],
  ClassDeclaration: ['id', 'superClass', 'body'],
  ClassExpression: ['id', 'superClass', 'body'],
  ClassBody: ['body'],
  MethodDefinition: ['key?', 'value'],
  PropertyDefinition: ['key?', 'value'],
  PrivateIdentifier: [],
  StaticBlock: ['body'],
  Super: [],
  ThisExpression: [],

  VariableDeclaration: ['declarations'],
  VariableDeclarator: ['id', 'init'],
  ArrayPattern: ['elements'],
  ObjectPattern: ['properties'],
  AssignmentPattern: ['left', 'right'],
  RestElement: ['argument'],

  BlockStatement: ['body'],
  EmptyStatement: [],
  ExpressionStatement: ['expression'],
  IfStatement: ['test', 'consequent', 'alternate'],
  SwitchStatement: ['discriminant', 'cases'],
  SwitchCase: ['test', 'consequent'],
  ForStatement: ['init', 'test', 'update', 'body'],
  ForInStatement: ['left', 'right', 'body'],
  ForOfStatement: ['left', 'right', 'body'],
  WhileStatement: ['test', 'body'],
  DoWhileStatement: ['body', 'test'],
  LabeledStatement: ['body'],
  BreakStatement: [],
  ContinueStatement: [],
  ReturnStatement: ['argument'],
  ThrowStatement: ['argument'],
  TryStatement: ['block', 'handler', 'finalizer'],
  CatchClause: ['param', 'body'],

  Identifier: [],
  Literal: [],
  TemplateLiteral: ['quasis', 'expressions'],
  TemplateElement: [],
  TaggedTemplateExpression: ['tag', 'quasi'],
  ArrayExpression: ['elements'],
  ObjectExpression: ['properties'],
  Property: ['key?', 'value'],
  SpreadElement: ['argument'],
  MemberExpression: ['object', 'property?'],
  ChainExpression: ['expression'],
  CallExpression: ['callee', 'arguments'],
  NewExpression: ['callee', 'arguments'],
  UnaryExpression: ['argument'],
  UpdateExpression: ['argument'],
  BinaryExpression: ['left', 'right'],
  LogicalExpression: ['left', 'right'],
  ConditionalExpression: ['test', 'consequent', 'alternate'],
  AssignmentExpression: ['left', 'right'],
  SequenceExpression: ['expressions'],
  YieldExpression: ['argument'],

  // Refused below, but read on: what is in them is told as well.
  ExportNamedDeclaration: ['declaration'],
  AwaitExpression: ['argument'],
};

/** Syntax that people do write, and why a block has none of it. */
export const REFUSED_NODES: Readonly<
  Record<
    string,
    {
      readonly code: 'import' | 'export' | 'asynchronous' | 'forbidden_syntax';
      readonly what: string;
      readonly why: string;
    }
  >
> = {
  ImportDeclaration: {
    code: 'import',
    what: 'A block imports nothing.',
    why: 'It runs where there are no other modules. What it may use comes as the first argument of its function.',
  },
  ImportExpression: {
    code: 'import',
    what: 'A block imports nothing.',
    why: 'It runs where there are no other modules. What it may use comes as the first argument of its function.',
  },
  MetaProperty: {
    code: 'import',
    what: 'Neither `import.meta` nor `new.target` is for blocks.',
    why: 'They tell a program about what runs it, and a block draws the same wherever it runs.',
  },
  ExportNamedDeclaration: {
    code: 'export',
    what: 'A block exports its one default function, and nothing else.',
    why: 'Nobody would read what else it exports.',
  },
  ExportAllDeclaration: {
    code: 'export',
    what: 'A block exports its one default function, and nothing else.',
    why: 'Nobody would read what else it exports.',
  },
  AwaitExpression: {
    code: 'asynchronous',
    what: 'There is nothing to wait for.',
    why: 'A block is drawn in one go: `products()` and the others answer at once. Leave `await` out.',
  },
  WithStatement: {
    code: 'forbidden_syntax',
    what: '`with` is not for blocks.',
    why: 'It makes the meaning of names depend on data. Take what you need: `const { title } = product`.',
  },
  DebuggerStatement: {
    code: 'forbidden_syntax',
    what: '`debugger` is not for blocks.',
    why: 'No debugger is there where shoppers are. Use `console.log` in the editor.',
  },
};
