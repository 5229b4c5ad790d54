/** An archive that is damaged, cut off, edited, another's or of another version; nothing was changed because of it. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code = 'backup_invalid';
}
