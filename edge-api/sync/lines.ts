/** How many lines each address has open. */
export interface Lines {
  /** Counts one more for an address; undefined when it has as many as it may, else what to call when the line ends. */
  take(address: string | null): (() => void) | undefined;
}

/** Counts open lines by address, so that one of them cannot take the places of all others. Nobody's address (null) is free. */
export function linesByAddress(most: number): Lines {
  const open = new Map<string, number>();
  return {
    take(address) {
      if (address === null) return () => undefined;
      const count = open.get(address) ?? 0;
      if (count >= most) return undefined;
      open.set(address, count + 1);
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        const left = (open.get(address) ?? 0) - 1;
        if (left > 0) open.set(address, left);
        else open.delete(address);
      };
    },
  };
}
