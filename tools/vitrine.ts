import { auditCommand } from './cli/audit-log.ts';
import { backupCommands } from './cli/backup.ts';
import { blockCommands } from './cli/block.ts';
import { checkArguments, type Command, type ExitCode, type Output, readArguments, UsageError } from './cli/command.ts';
import { discountCommands } from './cli/discount.ts';
import { domainCommands } from './cli/domain.ts';
import { exportCommand } from './cli/export.ts';
import { importCommand } from './cli/import.ts';
import { keyCommands } from './cli/key.ts';
import { migrateCommand } from './cli/migrate.ts';
import { orderCommands } from './cli/order.ts';
import { originsCommand } from './cli/origins.ts';
import { pageCommands } from './cli/page.ts';
import { restoreCommand } from './cli/restore.ts';
import { sealCommands } from './cli/seal.ts';
import { searchCommands } from './cli/search.ts';
import { snippetCommand } from './cli/snippet.ts';
import { storeCommands } from './cli/store.ts';
import { copyCommands } from './cli/store-copy.ts';
import { settingsCommands } from './cli/store-settings.ts';
import { usageCommands } from './cli/store-usage.ts';
import { printable } from './cli/terminal.ts';
import { webhookCommands } from './cli/webhook.ts';

const COMMANDS: readonly Command[] = [
  ...storeCommands,
  ...copyCommands,
  ...usageCommands,
  ...settingsCommands,
  ...discountCommands,
  ...orderCommands,
  ...pageCommands,
  ...blockCommands,
  ...keyCommands,
  originsCommand,
  ...domainCommands,
  auditCommand,
  importCommand,
  exportCommand,
  ...searchCommands,
  ...backupCommands,
  restoreCommand,
  migrateCommand,
  ...sealCommands,
  ...webhookCommands,
  snippetCommand,
];

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has seen enough.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<ExitCode> {
  const json = args.includes('--json');
  const output: Output = {
    json,
    answer: (text, value) => console.log(printable(json ? JSON.stringify(value, null, 2) : text)),
    note: (text) => {
      if (!json) console.error(printable(text));
    },
  };
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  try {
    if (!command) return answerWithoutCommand(args);
    const rest = args.slice(command.name.split(' ').length);
    const { values, positionals } = readArguments(command, rest);
    if (values['help']) {
      console.log(helpOf(command));
      return 0;
    }
    checkArguments(command, positionals);
    return await command.run(positionals, values, output);
  } catch (error) {
    const usage = error instanceof UsageError;
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'internal';
    if (json) console.log(printable(JSON.stringify({ error: { code, message } }, null, 2)));
    else console.error(printable(usage && command ? `${message}\n\n${helpOf(command)}` : `${message} [${code}]`));
    return usage ? 2 : 1;
  }
}

function answerWithoutCommand(args: readonly string[]): ExitCode {
  const words = args.filter((arg) => arg !== '--help' && arg !== '-h');
  // "store --help" asks for all that begins so.
  const meant = COMMANDS.filter(({ name }) => words.every((word, index) => name.split(' ')[index] === word));
  const asksForHelp = words.length < args.length;
  if (meant.length === 0 || (words.length > 0 && !asksForHelp)) {
    const all = meant.length > 0 ? meant : COMMANDS;
    throw new UsageError(`There is no command "${words.join(' ')}".\n\n${overview(all)}`);
  }
  console.log(overview(meant));
  return asksForHelp ? 0 : 2;
}

function overview(commands: readonly Command[]): string {
  const calls = commands.map(({ name, usage, summary }) => [`${name} ${usage}`.trim(), summary] as const);
  const width = Math.max(...calls.map(([call]) => call.length));
  const lines = calls.map(([call, summary]) => `  ${call.padEnd(width)}  ${summary}`);
  return `npm run vitrine -- COMMAND, or node tools/vitrine.ts COMMAND\n\n${lines.join('\n')}\n\nEvery command takes --json, to answer programs, and --help, to say what its words mean. Where the data is, DATA_DIR says\n(.data if not set), or DATABASE_MODE and SQLD_URL.\nExit status: 0 all done, 1 something failed or was left out, 2 asked wrongly.`;
}

function helpOf({ name, usage, summary, help }: Command): string {
  const all = [...help, ['--json', 'Answers with JSON.'] as const];
  const width = Math.max(...all.map(([what]) => what.length));
  return `${`vitrine ${name} ${usage}`.trimEnd()}\n${summary}\n\n${all.map(([what, sentence]) => `  ${what.padEnd(width)}  ${sentence}`).join('\n')}`;
}
