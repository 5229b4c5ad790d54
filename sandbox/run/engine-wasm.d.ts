/** The engine, as Workers import it: compiled, from the file of the build. */
declare module '*/engine.wasm' {
  const engine: WebAssembly.Module;
  export default engine;
}
