/**
 * The names a block may use that it did not declare itself, and those it must not use however it comes by them. The engine it runs in
 * has no others to give; this table is for saying so while somebody writes.
 */

/** Names of the language, each with what it is good for. */
export const GLOBALS: Readonly<Record<string, string>> = {
  undefined: 'no value',
  NaN: 'not a number',
  Infinity: 'more than any number',
  Object: 'lists what is in objects',
  Array: 'makes lists',
  String: 'makes texts',
  Number: 'makes numbers, and says how large they may be',
  Boolean: 'makes yes or no of values',
  BigInt: 'whole numbers of any size',
  Symbol: 'for `Symbol.iterator`',
  Math: 'rounding, least and greatest; its random numbers are the same for the same data',
  JSON: 'reads and writes data',
  Date: 'days and times; the clock stands while a block draws',
  Intl: 'left out by some engines: ask with `typeof`; `formatPrice` and `formatDate` are always there',
  Map: 'pairs by key',
  Set: 'values without doubles',
  WeakMap: 'notes about objects',
  WeakSet: 'notes about objects',
  RegExp: 'patterns',
  Error: 'says what went wrong',
  TypeError: 'says what went wrong',
  RangeError: 'says what went wrong',
  SyntaxError: 'says what went wrong',
  ReferenceError: 'says what went wrong',
  URIError: 'says what went wrong',
  EvalError: 'says what went wrong',
  AggregateError: 'says what went wrong',
  parseInt: 'a whole number of a text',
  parseFloat: 'a number of a text',
  isNaN: 'whether something is no number',
  isFinite: 'whether something is a number with an end',
  encodeURIComponent: 'makes a part of an address',
  decodeURIComponent: 'reads a part of an address',
  encodeURI: 'makes an address',
  decodeURI: 'reads an address',
  console: 'shows values in the editor, and does nothing elsewhere',
};

type RefusedName = { readonly code: 'code_from_text' | 'reflection' | 'global' | 'asynchronous'; readonly why: string };

const fromText: RefusedName = {
  code: 'code_from_text',
  why: 'It makes a program of a text, and nobody could have checked that program. Write what it should do as a function.',
};
const page: RefusedName = {
  code: 'global',
  why: 'A block does not run in the page: it returns HTML that is put there. For clicks, use `data-vitrine-action`.',
};
const network: RefusedName = {
  code: 'global',
  why: 'A block reaches no network. Data of the shop come from `products`, `collections` and the other functions it is given.',
};
const server: RefusedName = {
  code: 'global',
  why: 'A block reaches nothing of the computer it runs on. What it may use comes as the first argument of its function.',
};
const everything: RefusedName = {
  code: 'global',
  why: 'It stands for everything there is. Use the name of what you need itself.',
};
const later: RefusedName = {
  code: 'asynchronous',
  why: 'A block is drawn in one go, so nothing can happen later. Data functions answer at once.',
};
const memory: RefusedName = {
  code: 'reflection',
  why: 'It looks behind objects or at raw memory, where a block has nothing to do.',
};

const all = (names: string, refused: RefusedName): [string, RefusedName][] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => [name, refused]);

/** Names people try, with the reason. A name that is in neither table is refused as unknown. */
export const REFUSED_GLOBALS: ReadonlyMap<string, RefusedName> = new Map([
  ...all('eval Function GeneratorFunction AsyncFunction AsyncGeneratorFunction ShadowRealm Compartment', fromText),
  ...all('globalThis window self global top parent frames root this', everything),
  ...all(
    `document location history navigator localStorage sessionStorage indexedDB caches alert confirm prompt open close print
    addEventListener customElements Element HTMLElement Node Event DOMParser MutationObserver postMessage opener event
    trustedTypes Worker SharedWorker Notification crypto performance`,
    page,
  ),
  ...all(
    'fetch XMLHttpRequest WebSocket EventSource Request Response Headers importScripts URL Blob File FormData',
    network,
  ),
  ...all(
    `process require module exports __dirname __filename Buffer Deno Bun arguments print load read quit std os`,
    server,
  ),
  ...all(
    `Promise setTimeout setInterval setImmediate requestAnimationFrame queueMicrotask clearTimeout clearInterval
    requestIdleCallback`,
    later,
  ),
  ...all(
    `Reflect Proxy Atomics SharedArrayBuffer ArrayBuffer DataView WeakRef FinalizationRegistry Iterator WebAssembly
    Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array
    BigInt64Array BigUint64Array escape unescape InternalError gc lockdown harden`,
    memory,
  ),
]);

type MemberRule = { readonly code: 'code_from_text' | 'prototype' | 'reflection'; readonly why: string };

const maker: MemberRule = {
  code: 'code_from_text',
  why: 'It leads to what made a value, and from there to making programs of texts. Call the class by its name.',
};
const prototype: MemberRule = {
  code: 'prototype',
  why: 'Values of a kind share their prototype, and one block must not change what others find there.',
};
const reflection: MemberRule = {
  code: 'reflection',
  why: 'It reads or changes how an object is built, not what is in it. Read properties, or copy with `{ ...object }`.',
};

/** Names of properties that must not be used, of whatever object, by whatever way they are written. */
export const REFUSED_MEMBERS: ReadonlyMap<string, MemberRule> = new Map<string, MemberRule>([
  ['constructor', maker],
  ...['__proto__', 'prototype', 'setPrototypeOf', 'getPrototypeOf', 'isPrototypeOf'].map(
    (name) => [name, prototype] as const,
  ),
  ...[
    ...['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__'],
    ...['defineProperty', 'defineProperties', 'getOwnPropertyDescriptor', 'getOwnPropertyDescriptors'],
    ...['getOwnPropertySymbols', 'caller', 'callee', 'prepareStackTrace', 'captureStackTrace', 'stackTraceLimit'],
    ...['preventExtensions'],
  ].map((name) => [name, reflection] as const),
]);

/** Members that may be honest text as well: refused as the name of a property, allowed as a text. */
export const PLAIN_WORDS: ReadonlySet<string> = new Set(['prototype', 'caller', 'callee']);

/** What a block may use of `Symbol`. */
export const SYMBOLS: ReadonlySet<string> = new Set(['iterator']);
