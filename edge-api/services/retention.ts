/** Which backups are kept: the newest ones, and the newest of each of the last days. */
export interface Retention {
  readonly last: number;
  /** Days of UTC, today among them. */
  readonly days: number;
}

/** Those that may go, of backups that are given newest first. */
export function superseded<Backup extends { readonly createdAt: string }>(
  backups: readonly Backup[],
  { last, days }: Retention,
  now: Date,
): Backup[] {
  const oldest = new Date(now.getTime() - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const seen = new Set<string>();
  return backups.filter(({ createdAt }, index) => {
    const day = createdAt.slice(0, 10);
    const newestOfDay = !seen.has(day);
    seen.add(day);
    return index >= last && !(newestOfDay && days > 0 && day >= oldest);
  });
}
