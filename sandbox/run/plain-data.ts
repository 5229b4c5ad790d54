/** What may stand in one another in the data of a block: far less than any engine's own stack takes, for all end at different depths. */
const MOST_DEEP = 100;

function isDeeperThan(most: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (most === 0) return true;
  for (const each of Object.values(value)) if (isDeeperThan(most - 1, each)) return true;
  return false;
}

export const NESTED = 'The data for the block are nested too deeply.';

/** Whether data are nested more deeply than a block may be given them. */
export const isNested = (data: object): boolean => isDeeperThan(MOST_DEEP, data);

/** The JSON of data; undefined where they are nested too deeply, or are no plain data. */
export function jsonOf(data: object): string | undefined {
  if (isNested(data)) return undefined;
  try {
    return JSON.stringify(data);
  } catch {
    return undefined;
  }
}
