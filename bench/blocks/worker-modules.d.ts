/** What the bench’s Worker imports besides its own code: an engine without counters, and the block as plain code. */
declare module '*/bare.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
declare module '*/native.js' {
  export const block: unknown;
  export function draw(block: unknown, text: string): string;
}
