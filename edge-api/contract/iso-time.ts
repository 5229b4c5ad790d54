/** A moment, epoch milliseconds, as answers and tables write it: UTC, ISO 8601. */
export const isoTime = (at: number): string => new Date(at).toISOString();
