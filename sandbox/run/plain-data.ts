/** What may stand in one another in the data of a block: far less than any engine's own stack takes, for all end at different depths. */
const MOST_DEEP = 100;

function isDeeperThan(most: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (most === 0) return true;
  for (const each of Object.values(value)) if (isDeeperThan(most - 1, each)) return true;
  return false;
}

/** The JSON of data; undefined where they are nested too deeply, or are no plain data. */
export function jsonOf(data: object): string | undefined {
  if (isDeeperThan(MOST_DEEP, data)) return undefined;
  try {
    return JSON.stringify(data);
  } catch {
    return undefined;
  }
}
