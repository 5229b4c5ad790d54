import { LOG_LEVELS, logLine, type Log, type LogLevel } from '../../log.ts';

/** A log on the streams of this process: errors and warnings on stderr, news on stdout. */
export interface ProcessLog {
  readonly log: Log;
  /** Writes what is still held back. */
  flush(): void;
}

/**
 * Writes lines of JSON. News are written together once a turn of the event loop: a line each would cost a request more
 * than its database does. Warnings and errors go at once, after the news before them.
 */
export function processLog(
  level: LogLevel,
  out: { write(text: string): unknown } = process.stdout,
  err: { write(text: string): unknown } = process.stderr,
): ProcessLog {
  const least = LOG_LEVELS.indexOf(level);
  let news = '';
  function flush(): void {
    if (news === '') return;
    const text = news;
    news = '';
    out.write(text);
  }
  return {
    flush,
    log(kind, message, more) {
      if (LOG_LEVELS.indexOf(kind) < least) return;
      const line = `${logLine(kind, message, more)}\n`;
      if (kind !== 'info') {
        flush();
        err.write(line);
        return;
      }
      if (news === '') setImmediate(flush);
      news += line;
    },
  };
}
