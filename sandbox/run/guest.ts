/**
 * What runs inside the engine before a block does, as text, for it must be the same to the letter on every runtime: it
 * takes what is dangerous away, freezes the rest, and answers the three functions by which text goes in and out.
 * Nothing of the host is in there. It is parsed by QuickJS alone and once, so it is written for that.
 */
export const GUEST = String.raw`
(() => {
  'use strict';
  const { freeze, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, create, keys, hasOwn } = Object;
  const { ownKeys, apply } = Reflect;
  const { isArray } = Array;
  const { parse, stringify } = JSON;
  const { min, max, imul, floor } = Math;
  const TextOf = String;
  const Moment = Date;
  const GivenPromise = Promise, whenSettled = Promise.prototype.then;
  const GivenSet = Set, GivenWeakSet = WeakSet, GivenMap = Map;
  const allowed = new GivenSet(['Object', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Math', 'JSON', 'Date',
    'RegExp', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Promise', 'Reflect', 'Iterator', 'Error', 'AggregateError', 'EvalError',
    'InternalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'parseInt', 'parseFloat',
    'isNaN', 'isFinite', 'encodeURI', 'encodeURIComponent', 'decodeURI', 'decodeURIComponent', 'escape', 'unescape',
    'Infinity', 'NaN', 'undefined', 'globalThis']);

  // --- What turns text into code goes, however it is reached.
  const noCode = function () { throw new TypeError('A block cannot make code out of text.'); };
  const kinds = [function () {}, async function () {}, function* () {}, async function* () {}];
  const hidden = [];
  for (const each of kinds) {
    const proto = getPrototypeOf(each);
    defineProperty(proto, 'constructor', { value: noCode, writable: false, enumerable: false, configurable: false });
    hidden.push(proto, each.prototype);
  }
  for (const name of ownKeys(globalThis))
    if (!allowed.has(name)) delete globalThis[name];
  for (const name of ['prepareStackTrace', 'captureStackTrace', 'stackTraceLimit', 'isError']) delete Error[name];

  // --- Chance and console.
  let state = 1;
  defineProperty(Math, 'random', { value: function random() {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }, writable: true, configurable: true });
  let lines = [], linesLeft = 0, lineLength = 0;
  // Half a character is no text that could be kept or sent.
  const cut = (text, length) => text.slice(0, length).toWellFormed();
  const shown = (value) => {
    if (typeof value === 'string') return value;
    if (typeof value === 'function') return 'function';
    try {
      if (value instanceof Error) return TextOf(value.name) + ': ' + TextOf(value.message);
      if (typeof value !== 'object' || value === null) return TextOf(value);
      return stringify(value) ?? 'undefined';
    } catch { return '[object]'; }
  };
  const line = (level) => (...values) => {
    if (linesLeft <= 0) return;
    linesLeft--;
    let text = '';
    for (const value of values) {
      text += (text && ' ') + shown(value);
      if (text.length > lineLength) break;
    }
    lines.push({ level, text: cut(text, lineLength) });
  };
  globalThis.console = { log: line('log'), info: line('info'), debug: line('log'), warn: line('warn'), error: line('error') };

  // --- Frozen, with setters where honest code assigns to what it inherits: an error's name, an object's toString.
  const settable = (proto, names) => {
    for (const name of names) {
      const had = getOwnPropertyDescriptor(proto, name);
      if (!had || !had.configurable || !('value' in had)) continue;
      const value = had.value;
      defineProperty(proto, name, {
        get() { return value; },
        set(given) {
          if (this === proto) throw new TypeError('Shared objects do not change.');
          defineProperty(this, name, { value: given, writable: true, enumerable: true, configurable: true });
        },
        enumerable: had.enumerable, configurable: false,
      });
    }
  };
  settable(Object.prototype, ['toString', 'valueOf', 'constructor', 'hasOwnProperty', 'toLocaleString', 'isPrototypeOf', 'propertyIsEnumerable']);
  settable(Array.prototype, ['toString', 'constructor']);
  settable(getPrototypeOf(noCode), ['toString']);
  for (const name of ownKeys(globalThis)) {
    const value = globalThis[name];
    if (typeof value === 'function' && value.prototype && (value === Error || value.prototype instanceof Error))
      settable(value.prototype, ['name', 'message', 'toString', 'constructor']);
  }
  const iterators = [[][Symbol.iterator](), ''[Symbol.iterator](), new GivenMap().entries(), new GivenSet().values(),
    'a'.matchAll(/a/g), (function* () {})(), (async function* () {})(),
    [].values().map((each) => each), Iterator.from({ next() {} }), Iterator.concat()];
  const seen = new GivenSet();
  const waiting = [globalThis, ...hidden, ...iterators.map(getPrototypeOf)];
  while (waiting.length) {
    const next = waiting.pop();
    if (next === null || (typeof next !== 'object' && typeof next !== 'function') || seen.has(next)) continue;
    seen.add(next);
    waiting.push(getPrototypeOf(next));
    for (const key of ownKeys(next)) {
      const { value, get, set } = getOwnPropertyDescriptor(next, key);
      waiting.push(value, get, set);
    }
  }
  for (const each of seen) freeze(each);
/* HELPERS */
  // --- The way out.
  let input, limits, wants, answer;
  const place = (error) => {
    const found = /(?:^ *at |\()block:(\d+)(?::(\d+))?\)?$/m.exec(TextOf(error.stack ?? ''));
    return found ? { line: +found[1], column: found[2] ? +found[2] : undefined } : {};
  };
  const explained = (error) => {
    try {
      if (!(error instanceof Error)) return { name: 'thrown', message: cut(shown(error), 500) };
      return { name: cut(TextOf(error.name), 50), message: cut(TextOf(error.message), 500), ...place(error) };
    } catch { return { name: 'thrown', message: 'What was thrown cannot be read.' }; }
  };
  const fail = (error) => { answer = { error: explained(error) }; };
  const take = (value) => {
    if (isHtml(value)) value = htmlText(value);
    if (isArray(value)) value = joined(value, (each) => (isHtml(each) ? htmlText(each) : TextOf(each ?? '')));
    if (typeof value !== 'string') { answer = { noHtml: value === null ? 'null' : typeof value }; return; }
    answer = value.length > limits.outputBytes ? { tooLarge: value.length } : { html: value.toWellFormed() };
  };
  const prepare = (text) => {
    ({ input, limits } = parse(text));
    state = input.seed | 0;
    lines = []; linesLeft = limits.consoleLines; lineLength = limits.consoleLine;
    wants = new GivenMap();
    api = makeApi(input, (need) => { wants.set(need.key, need); }, limits);
  };
  let api;
  const run = (block) => {
    if (typeof block !== 'function') { answer = { noProgram: true }; return; }
    try {
      const value = block(api, api.settings);
      // By the engine's own then: a block's would be handed what only the engine may call.
      if (value instanceof GivenPromise) { answer = { pending: true }; apply(whenSettled, apply(whenSettled, value, [take]), [undefined, fail]); }
      else take(value);
    } catch (error) { fail(error); }
  };
  const tell = () => stringify({ ...answer, console: lines, needs: [...wants.values()] });
  return { prepare, run, tell, explain: (error) => stringify({ error: explained(error), console: lines }) };
})()
`;
