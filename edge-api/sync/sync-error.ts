/** Kinds of refusal that InstantDB's clients know. */
export type SyncErrorType =
  | 'validation-failed'
  | 'permission-denied'
  | 'permission-evaluation-failed'
  | 'record-not-found'
  | 'record-not-unique'
  | 'param-missing'
  | 'param-malformed'
  | 'rate-limited'
  | 'session-missing';

/** A refusal that the client is told about, as InstantDB words it. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
  readonly type: SyncErrorType;
  readonly status: number;
  readonly hint: Record<string, unknown>;

  constructor(type: SyncErrorType, message: string, hint: Record<string, unknown> = {}, status = 400) {
    super(message);
    this.type = type;
    this.hint = hint;
    this.status = status;
  }
}

/** The message broke the form of the protocol, or the values the form of the schema. */
export const invalid = (message: string, hint: Record<string, unknown> = {}): SyncError =>
  new SyncError('validation-failed', message, hint);

/** A rule said no. */
export const denied = (etype: string, action: string): SyncError =>
  new SyncError('permission-denied', 'Permission denied: not perms-pass?', {
    input: [etype, action],
    expected: 'perms-pass?',
  });
