/** Pages of 64 KiB that an instance begins with: the package's own stack takes 5 MiB of them, the rest has room for a small block. */
const FIRST_PAGES = 112;
const IMPORTS = 2;
const OF_FUNCTION = 0;
const OF_MEMORY = 2;

/** Reads the numbers of a module's binary form (LEB128) from a place on. */
function reader(wasm: Uint8Array, from: number) {
  let at = from;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  return { number, byte: () => wasm[at++]!, skip: (count: number) => (at += count), place: () => at };
}

/**
 * Has the module ask for less memory than its package does. Each instance has its own, and a collector counts it whole:
 * with the package's 16 MiB it would run every few renders.
 */
export function askForLess(wasm: Uint8Array): void {
  const read = reader(wasm, 8);
  while (read.byte() !== IMPORTS) read.skip(read.number());
  read.number();
  for (let left = read.number(); left > 0; left--) {
    // Of the module, and in it.
    read.skip(read.number());
    read.skip(read.number());
    const kind = read.byte();
    if (kind === OF_FUNCTION) {
      read.number();
      continue;
    }
    if (kind !== OF_MEMORY) break;
    read.byte();
    const start = read.place();
    const asked = read.number();
    const length = read.place() - start;
    if (length !== 2 || asked <= FIRST_PAGES) throw new Error(`The package asks for ${asked} pages of memory.`);
    // As many bytes as before, so that nothing moves.
    wasm.set([(FIRST_PAGES & 0x7f) | 0x80, FIRST_PAGES >> 7], start);
    return;
  }
  throw new Error('The package asks for no memory.');
}
