/** Values by key, bounded by their length in characters, keys included; what was not asked for the longest leaves first. */
export class SizedMemory<Value> {
  private readonly kept = new Map<string, { readonly value: Value; readonly chars: number }>();
  private readonly maxChars: number;
  private chars = 0;

  constructor(maxChars: number) {
    this.maxChars = maxChars;
  }

  get(key: string): Value | undefined {
    const found = this.kept.get(key);
    if (!found) return undefined;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found.value;
  }

  /** Keeps a value of this length; one that would push out an eighth of all others is not kept. */
  set(key: string, value: Value, length: number): void {
    this.delete(key);
    if (length > this.maxChars / 8) return;
    const chars = key.length + length;
    this.kept.set(key, { value, chars });
    this.chars += chars;
    for (const oldest of this.kept.keys()) {
      if (this.chars <= this.maxChars) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.chars -= this.kept.get(key)?.chars ?? 0;
    this.kept.delete(key);
  }
}
