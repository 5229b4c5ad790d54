/** Rows of one table, all with the same columns. */
export type TableRows = readonly Readonly<Record<string, string | number>>[];

/** Lays rows out in columns as wide as their widest cell. */
export function table(rows: TableRows): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => `${row[name] ?? ''}`))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  '),
    )
    .join('\n');
}
