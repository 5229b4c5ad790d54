import { Engine } from '../../sandbox/run/engine.ts';
import { HELPERS, SOURCE, TEXT } from './subject.ts';

/** All that QuickJS's package puts into a context. */
const EVERYTHING = 0x7fff;
/** Contexts made in one instance before it is given up. */
const MOST = 200;

/** QuickJS as its package has it, without counters, and used as it is commonly used: one instance, a context for each program. */
export class BareQuickJs {
  private readonly module: WebAssembly.Module;
  private engine: Engine;
  private made = 0;

  /** @param module Built with `bare`. */
  constructor(module: WebAssembly.Module) {
    this.module = module;
    this.engine = this.instance();
  }

  private instance(): Engine {
    const engine = new Engine(this.module);
    engine.exports.start();
    return engine;
  }

  /** A runtime and a context; the helpers of blocks are there, and what they draw with is answered. */
  private begin(): number {
    const { exports } = this.engine;
    const runtime = exports.QTS_NewRuntime();
    const context = exports.QTS_NewContext(runtime, EVERYTHING);
    const none = { prepare: 0, run: 0, tell: 0, explain: 0 };
    this.engine.pointers = { runtime, context, undefined: exports.QTS_GetUndefined(), ...none };
    return this.engine.evaluate(HELPERS, 'helpers');
  }

  private draw(helpers: number): string {
    const { engine } = this;
    const block = engine.property(engine.evaluateModule(SOURCE), 'default');
    return engine.string(engine.call(helpers, block, engine.text(TEXT)));
  }

  /** The block in a context of its own. */
  fresh(): string {
    if (++this.made % MOST === 0) this.engine = this.instance();
    return this.draw(this.begin());
  }

  /** The block again and again in one context: nothing keeps one program from what another left. */
  reused(): () => string {
    const helpers = this.begin();
    let drawn = 0;
    let at = helpers;
    return () => {
      if (++drawn % MOST === 0) {
        this.engine = this.instance();
        at = this.begin();
      }
      return this.draw(at);
    };
  }
}
