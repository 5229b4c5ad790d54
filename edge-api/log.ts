export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One line of what happened, for whoever runs the server. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, more?: Record<string, unknown>) => void;

/** What must not be read in a log, wherever it turns up: keys, tokens, passwords in addresses. What is left tells them apart. */
const SECRETS: readonly [RegExp, string][] = [
  [/\b(v(?:sk|pk|pl)_[0-9A-Z]{26})_[\w-]{32}/g, '$1_…'],
  [/\b(Bearer|Basic) +[\w.~+/=-]{8,}/gi, '$1 …'],
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]+/g, '…'],
  [/(\/\/[^/\s:@"\\]*):[^/\s@"\\]+@/g, '$1:…@'],
  [/([?&](?:auth_?token|token|key|secret|signature)=)[^&\s"\\]+/gi, '$1…'],
  [/(\/(?:orders)\/)[\w-]{16,}/g, '$1…'],
  [/\b([\w-]{1,32}:)[0-9a-f]{64}\b/gi, '$1…'],
];

/** Takes secrets out of a text. */
export const redact = (text: string): string =>
  SECRETS.reduce((left, [secret, instead]) => left.replace(secret, instead), text);

/** A line of a log: JSON, without secrets. */
export const logLine = (level: string, message: string, more: Record<string, unknown> = {}): string =>
  redact(JSON.stringify({ time: new Date().toISOString(), level, message, ...more }));

/** What an error says of itself, for a log. */
export const causeOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
