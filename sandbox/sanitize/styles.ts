import { merchantCss } from '../../edge-api/services/themes/merchant-css.ts';
import { LIMITS } from './allowed.ts';

/** Where CSS may apply, and what it may ask for. */
export interface StyleScope {
  /** The block's root: one class, with its dot. */
  readonly scope: string;
  /** Begins the names that are made here, such as `hero-`. */
  readonly prefix: string;
  /** Paths that pictures may lie below. */
  readonly paths: readonly string[];
}

/**
 * Gathers a block's CSS into one sheet, for pages with a strict policy refuse `style` attributes and elements: each value of `style`
 * becomes a class. All of it goes through the same reader as a merchant's own CSS.
 */
export class StyleBook {
  readonly shop: StyleScope;
  readonly classes = new Map<string, string | null>();
  readonly sheets: string[] = [];
  readonly tell: (message: string) => void;
  size = 0;
  elements = 0;

  constructor(shop: StyleScope, tell: (message: string) => void) {
    this.shop = shop;
    this.tell = tell;
  }

  /** The class that stands for a `style` attribute; null where nothing is left of it. */
  classFor(style: string): string | null {
    const known = this.classes.get(style);
    if (known !== undefined) return known;
    const name = `${this.shop.prefix}style-${this.classes.size + 1}`;
    const isFull = this.classes.size >= LIMITS.styles;
    if (isFull) this.tell(`There are more than ${LIMITS.styles} different styles.`);
    // Braces would end the rule that is put around it.
    const isOne = !isFull && !/[{}]/.test(style);
    const kept = isOne && this.add(`.${name}{${style}}`) ? name : null;
    if (!isFull) this.classes.set(style, kept);
    return kept;
  }

  /** Takes the text of a `<style>`. */
  addElement(css: string): void {
    if (++this.elements <= LIMITS.sheets) this.add(css);
    else this.tell(`A block has at most ${LIMITS.sheets} <style> elements; write the rules into one.`);
  }

  /** Adds a sheet. False where nothing of it may stay. */
  add(css: string): boolean {
    this.size += css.length;
    if (this.size > LIMITS.css) {
      this.tell(`All CSS together has more than ${LIMITS.css} characters.`);
      return false;
    }
    const { css: clean, removed } = merchantCss(css, this.shop);
    for (const { message } of removed) this.tell(message);
    if (clean) this.sheets.push(clean);
    return clean !== '';
  }

  get css(): string {
    return this.sheets.join('\n');
  }
}
