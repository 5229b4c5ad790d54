/**
 * `node tools/build-sandbox.ts`: makes the engine that merchants' blocks run in, and writes it to `dist/sandbox/engine.wasm`, with the
 * Worker that has nothing else in it, `dist/sandbox/worker.js`.
 *
 * It is QuickJS as its npm package has it, with two counters woven into the module itself, so that its built-ins pay as well
 * as a block's own loops: `fuel`, taken from at every entry of a function, at every head of a loop and by the length of every
 * bulk move of memory; and `depth`, what the frames of the host's own stack may take, so that no runtime's stack decides where
 * a block ends. Below zero either traps. The same input always makes the same bytes.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type Binaryen from 'binaryen';
import { askForLess } from './less-memory.ts';

type Expression = Binaryen.ExpressionRef;
type Module = Binaryen.Module;

const root = fileURLToPath(new URL('..', import.meta.url));
const PACKAGE = new URL('.', import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
const FUEL = 'fuel';
const DEPTH = 'depth';
/** Bytes moved at once that cost one more unit of fuel: 2 to this power. */
const BULK_SHIFT = 4;
/** What a frame of the host's stack takes at most, estimated for code that was not optimised: so much, and more for each local. */
const FRAME_BYTES = 96;
const LOCAL_BYTES = 8;
/** What both counters begin with. */
const START = 2 ** 30;

/** What the sandbox calls. All else the package exports goes, and what only that used. */
const KEPT = [
  'QTS_NewRuntime',
  'QTS_NewContext',
  'QTS_RuntimeSetMemoryLimit',
  'QTS_RuntimeSetMaxStackSize',
  'QTS_RuntimeComputeMemoryUsage',
  'QTS_Eval',
  'QTS_ResolveException',
  'QTS_Call',
  'QTS_GetProp',
  'QTS_GetString',
  'QTS_GetFloat64',
  'QTS_GetUndefined',
  'QTS_NewString',
  'QTS_IsJobPending',
  'QTS_ExecutePendingJob',
  'malloc',
  'free',
];

/** The kinds of expression in the module, and which of their fields hold others. A kind that is not here fails the build. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Block: ['Children'],
  If: ['Condition', 'IfTrue', 'IfFalse'],
  Loop: ['Body'],
  Break: ['Condition', 'Value'],
  Switch: ['Condition', 'Value'],
  Call: ['Operands'],
  CallIndirect: ['Target', 'Operands'],
  LocalGet: [],
  LocalSet: ['Value'],
  GlobalGet: [],
  GlobalSet: ['Value'],
  Load: ['Ptr'],
  Store: ['Ptr', 'Value'],
  Const: [],
  Unary: ['Value'],
  Binary: ['Left', 'Right'],
  Select: ['IfTrue', 'IfFalse', 'Condition'],
  Drop: ['Value'],
  Return: ['Value'],
  MemorySize: [],
  MemoryCopy: ['Dest', 'Source', 'Size'],
  MemoryFill: ['Dest', 'Value', 'Size'],
  Nop: [],
  Unreachable: [],
};
const LISTS: Readonly<Record<string, string>> = { Children: 'Child', Operands: 'Operand' };

/** The accessors of binaryen's classes of expressions, by kind and then by name, such as `If.getCondition`. */
type Accessors = Readonly<Record<string, (expression: Expression, ...more: number[]) => number>>;

const ADD_VAR = '_BinaryenFunctionAddVar';
const SET_BODY = '_BinaryenFunctionSetBody';

/** What binaryen's types leave out. */
interface Untyped {
  [ADD_VAR](of: number, type: number): number;
  [SET_BODY](of: number, body: Expression): void;
}

/** What the build did, to be told and tested. */
export interface BuiltEngine {
  readonly wasm: Uint8Array;
  readonly functions: number;
  readonly loops: number;
  readonly bulkMoves: number;
}

/** Weaves the counters into one module. */
class Weaver {
  readonly counts = { functions: 0, loops: 0, bulkMoves: 0 };
  private readonly binaryen: typeof Binaryen;
  private readonly module: Module;
  private readonly untyped: Untyped;
  private readonly kinds: ReadonlyMap<number, string>;
  /** Of the function at hand: what its frame costs, and the local a result waits in while it is given back. */
  private frame = { bytes: 0, result: -1, type: 0 };

  constructor(binaryen: typeof Binaryen, module: Module) {
    this.binaryen = binaryen;
    this.module = module;
    this.untyped = binaryen as unknown as Untyped;
    const ids = binaryen as unknown as Record<string, number>;
    this.kinds = new Map(Object.keys(FIELDS).map((kind) => [ids[`${kind}Id`]!, kind]));
  }

  addCounters(): void {
    const { binaryen, module } = this;
    for (const name of [FUEL, DEPTH]) {
      const isFuel = name === FUEL;
      // Plenty, for a module may run code of its own before anybody can set them.
      const first = isFuel ? module.i64.const(START as never) : module.i32.const(START);
      module.addGlobal(name, isFuel ? binaryen.i64 : binaryen.i32, true, first);
      module.addGlobalExport(name, name);
    }
  }

  weave(): void {
    const { binaryen, module } = this;
    const functions = Array.from({ length: module.getNumFunctions() }, (_, at) => module.getFunctionByIndex(at));
    for (const each of functions) if (binaryen.getFunctionInfo(each).module === '') this.weaveFunction(each);
    this.addBulk('copy');
    this.addBulk('fill');
  }

  /** Its type is that of what comes last. */
  private block(children: Expression[]): Expression {
    return this.module.block(null, children, this.binaryen.auto);
  }

  private accessors(kind: string): Accessors {
    return (this.binaryen as unknown as Record<string, Accessors>)[kind]!;
  }

  private weaveFunction(reference: Binaryen.FunctionRef): void {
    const { binaryen } = this;
    const { params, results, vars, body } = binaryen.getFunctionInfo(reference);
    const parameters = binaryen.expandType(params).length;
    const hasResult = results !== binaryen.none;
    this.frame = {
      bytes: FRAME_BYTES + LOCAL_BYTES * (parameters + vars.length),
      result: hasResult ? this.untyped[ADD_VAR](reference, results) : -1,
      type: results,
    };
    const woven = this.transform(body);
    const ends = binaryen.getExpressionType(woven) === binaryen.unreachable;
    this.untyped[SET_BODY](
      reference,
      this.block([
        this.charge(),
        this.deeper(),
        ...(ends ? [woven] : hasResult ? [this.shallowerAfter(woven)] : [woven, this.shallower()]),
      ]),
    );
    this.counts.functions++;
  }

  /** The expression with everything below it woven, each in its place. */
  private transform(expression: Expression): Expression {
    const kind = this.kinds.get(this.binaryen.getExpressionId(expression));
    if (!kind) throw new Error(`No rule for: ${this.binaryen.emitText(expression)}`);
    const access = this.accessors(kind);
    for (const field of FIELDS[kind]!) {
      const item = LISTS[field];
      if (item) {
        const count = access[`getNum${field}`]!(expression);
        for (let at = 0; at < count; at++)
          access[`set${item}At`]!(expression, at, this.transform(access[`get${item}At`]!(expression, at)));
      } else {
        const child = access[`get${field}`]!(expression);
        if (child) access[`set${field}`]!(expression, this.transform(child));
      }
    }
    return this.replaced(kind, expression, access);
  }

  private replaced(kind: string, expression: Expression, access: Accessors): Expression {
    const { module } = this;
    if (kind === 'Loop') {
      const body = access['getBody']!(expression);
      access['setBody']!(expression, this.block([this.charge(), body]));
      this.counts.loops++;
    }
    if (kind === 'Return') {
      const value = access['getValue']!(expression);
      if (!value) return this.block([this.shallower(), expression]);
      access['setValue']!(expression, this.shallowerAfter(value));
    }
    if (kind === 'MemoryCopy' || kind === 'MemoryFill') {
      this.counts.bulkMoves++;
      const isCopy = kind === 'MemoryCopy';
      const operands = ['getDest', isCopy ? 'getSource' : 'getValue', 'getSize'].map((get) => access[get]!(expression));
      return module.call(isCopy ? 'bulk_copy' : 'bulk_fill', operands, this.binaryen.none);
    }
    return expression;
  }

  /** Takes one unit of fuel, and traps when there was none. */
  private charge(amount: Expression = this.module.i64.const(1 as never)): Expression {
    const { binaryen, module } = this;
    const fuel = (): Expression => module.global.get(FUEL, binaryen.i64);
    return this.block([
      module.global.set(FUEL, module.i64.sub(fuel(), amount)),
      module.if(module.i64.lt_s(fuel(), module.i64.const(0 as never)), module.unreachable()),
    ]);
  }

  private depth(): Expression {
    return this.module.global.get(DEPTH, this.binaryen.i32);
  }

  private deeper(): Expression {
    const { module } = this;
    return this.block([
      module.global.set(DEPTH, module.i32.sub(this.depth(), module.i32.const(this.frame.bytes))),
      module.if(module.i32.lt_s(this.depth(), module.i32.const(0)), module.unreachable()),
    ]);
  }

  private shallower(): Expression {
    const { module } = this;
    return module.global.set(DEPTH, module.i32.add(this.depth(), module.i32.const(this.frame.bytes)));
  }

  private shallowerAfter(value: Expression): Expression {
    const { result, type } = this.frame;
    if (this.binaryen.getExpressionType(value) === this.binaryen.unreachable) return value;
    return this.block([this.module.local.set(result, value), this.shallower(), this.module.local.get(result, type)]);
  }

  /** `memory.copy` or `memory.fill` that pays by its length. */
  private addBulk(what: 'copy' | 'fill'): void {
    const { binaryen, module } = this;
    const [to, from, size] = [0, 1, 2].map((at) => module.local.get(at, binaryen.i32)) as [number, number, number];
    const length = module.i64.extend_u(module.local.get(2, binaryen.i32));
    const amount = module.i64.shr_u(length, module.i64.const(BULK_SHIFT as never));
    const parameters = binaryen.createType([binaryen.i32, binaryen.i32, binaryen.i32]);
    const move = what === 'copy' ? module.memory.copy(to, from, size) : module.memory.fill(to, from, size);
    module.addFunction(`bulk_${what}`, parameters, binaryen.none, [], this.block([this.charge(amount), move]));
  }
}

/** Gives exports their names of QuickJS's interface back, as the package's own script tells them, and drops the others. */
function nameExports(binaryen: typeof Binaryen, module: Module, glue: string): void {
  const names = new Map([...glue.matchAll(/d\._(\w+)=b\.([\w$]+)/g)].map(([, name, short]) => [short!, name!]));
  const start = /ba=!0;Z\.([\w$]+)\(\)/.exec(glue)?.[1];
  if (!start) throw new Error('The script of the package names no function that starts the module.');
  names.set(start, 'start');
  const exports = Array.from({ length: module.getNumExports() }, (_, at) =>
    binaryen.getExportInfo(module.getExportByIndex(at)),
  );
  for (const { name, value } of exports) {
    module.removeExport(name);
    const long = names.get(name);
    if (long && [...KEPT, 'start'].includes(long)) module.addFunctionExport(value, long);
  }
  const missing = KEPT.filter((name) => ![...names.values()].includes(name));
  if (missing.length) throw new Error(`The package lacks ${missing.join(', ')}.`);
}

/** Makes the engine; a `bare` one has both counters and nothing that takes from them, to be compared with. */
export async function buildEngine({ bare = false } = {}): Promise<BuiltEngine> {
  const { default: binaryen } = await import('binaryen');
  const [original, glue] = await Promise.all([
    readFile(new URL('emscripten-module.wasm', PACKAGE)),
    readFile(new URL('emscripten-module.mjs', PACKAGE), 'utf8'),
  ]);
  const module = binaryen.readBinary(original);
  try {
    const { MutableGlobals, BulkMemory, BulkMemoryOpt, SignExt, NontrappingFPToInt } = binaryen.Features;
    module.setFeatures(MutableGlobals | BulkMemory | BulkMemoryOpt | SignExt | NontrappingFPToInt);
    const stack = binaryen.getGlobalInfo(module.getGlobalByIndex(0)).name;
    nameExports(binaryen, module, glue);
    module.addGlobalExport(stack, 'stack');
    module.runPasses(['remove-unused-module-elements']);
    const weaver = new Weaver(binaryen, module);
    weaver.addCounters();
    if (!bare) weaver.weave();
    if (!module.validate()) throw new Error('The engine with its counters is no valid module.');
    const wasm = module.emitBinary();
    askForLess(wasm);
    return { wasm, ...weaver.counts };
  } finally {
    module.dispose();
  }
}

/** The Worker that runs blocks, in one file; it imports `./engine.wasm`. */
export async function bundleSandboxWorker(): Promise<string> {
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2023',
      rollupOptions: { external: [/engine\.wasm$/] },
      lib: { entry: join(root, 'sandbox/run/sandbox-worker.ts'), formats: ['es'], fileName: 'worker' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return (output as { output: { code: string }[] }).output[0]!.code;
}

/** Makes the engine and the Worker around it, and writes them below `dist`. */
export async function buildSandbox(dist: string): Promise<BuiltEngine> {
  const [built, worker] = await Promise.all([buildEngine(), bundleSandboxWorker()]);
  await mkdir(join(dist, 'sandbox'), { recursive: true });
  await writeFile(join(dist, 'sandbox/engine.wasm'), built.wasm);
  await writeFile(join(dist, 'sandbox/worker.js'), worker);
  return built;
}

if (import.meta.main) {
  const dist = fileURLToPath(new URL('../dist', pathToFileURL(import.meta.filename)));
  const { wasm, functions, loops, bulkMoves } = await buildSandbox(dist);
  console.log(`engine.wasm: ${wasm.length} bytes, ${functions} functions, ${loops} loops, ${bulkMoves} bulk moves`);
}
