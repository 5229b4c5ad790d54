type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The same numbers with room for `length` of them, and for a while longer than that; zeros follow. */
export function roomFor<Kind extends Numbers>(numbers: Kind, length: number): Kind {
  if (length <= numbers.length) return numbers;
  // Every kind of typed array makes its own kind.
  const grown = new (numbers.constructor as new (length: number) => Kind)(
    Math.max(length, Math.ceil(numbers.length * 1.5), 64),
  );
  grown.set(numbers);
  return grown;
}
