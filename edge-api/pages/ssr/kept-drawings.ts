import type { DrawnElements } from './port.ts';

/** What was drawn, with the hashes by which a policy lets its styles in. */
export interface KeptDrawing extends DrawnElements {
  readonly hashes: readonly string[];
}

/** Drawn parts of pages by what they were drawn from, as many as fit; what was not asked for the longest leaves first. */
export class KeptDrawings {
  private readonly kept = new Map<string, KeptDrawing>();
  private readonly maxChars: number;
  private chars = 0;

  constructor(maxChars = 8 * 1024 * 1024) {
    this.maxChars = maxChars;
  }

  /** What is kept under `key`, else what `draw` makes. */
  async get(key: string, draw: () => Promise<KeptDrawing>): Promise<KeptDrawing> {
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const drawn = await draw();
    if (drawn.html.length > this.maxChars / 8 || this.kept.has(key)) return drawn;
    this.kept.set(key, drawn);
    this.chars += drawn.html.length;
    for (const [oldest, { html }] of this.kept) {
      if (this.chars <= this.maxChars) break;
      this.kept.delete(oldest);
      this.chars -= html.length;
    }
    return drawn;
  }
}
