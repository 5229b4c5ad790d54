import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../migrations/', import.meta.url);

/** Writes migrations as a module, for runtimes that have no files: `node tools/migrations-index.ts`. */
export function renderMigrationsIndex(): string {
  const lists = (['platform', 'store'] as const).map((kind) => {
    const names = readdirSync(new URL(`${kind}/`, root))
      .filter((name) => name.endsWith('.sql'))
      .sort();
    const entries = names.map((name) => {
      // The same text on every checkout, whatever git does to line ends.
      const sql = readFileSync(new URL(`${kind}/${name}`, root), 'utf8').replaceAll('\r\n', '\n');
      const checksum = createHash('sha256').update(sql).digest('hex');
      const literal = sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
      return `  {\n    name: '${name.replace(/\.sql$/, '')}',\n    checksum: '${checksum}',\n    sql: \`${literal}\`,\n  },\n`;
    });
    const what = kind === 'platform' ? 'the platform database' : "a store's database";
    return `/** Migrations of ${what}, oldest first. */\nexport const ${kind}Migrations: readonly Migration[] = [\n${entries.join('')}];\n`;
  });
  return `// Made by \`node tools/migrations-index.ts\` from the .sql files beside it; a test keeps them in step.
import type { Migration } from '../edge-api/db/migrate.ts';

${lists.join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('index.ts', root), renderMigrationsIndex());
