import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { SECTION_TYPES } from '../edge-api/contract/sections/section-types.ts';
import { KINDS } from '../tools/section-specimens.ts';

const { resolve } = createRequire(import.meta.url);
const axeSource = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');

export const WIDTHS = [360, 768, 1440] as const;
export const MODES = ['light', 'dark', 'rtl'] as const;
export const CONTENTS = ['example', ...KINDS] as const;

/** One page of the gallery: all layouts of a type. */
export interface View {
  readonly type: string;
  readonly mode: (typeof MODES)[number];
  readonly content: (typeof CONTENTS)[number];
  readonly width: (typeof WIDTHS)[number];
}

/** Every type in every mode, with every content, at every width. */
export const VIEWS: readonly View[] = SECTION_TYPES.flatMap(({ type }) =>
  CONTENTS.flatMap((content) => MODES.flatMap((mode) => WIDTHS.map((width) => ({ type, mode, content, width })))),
);

export const nameOf = ({ mode, content, width }: View): string => `${mode} ${content} ${width}`;

/** How a layout looks, in little: its height in pixels, its mean colour, and how light each cell of a coarse grid over its upper part is. */
export type Look = `${number} ${string} ${string}`;

/** Pixels of a layout, from its top, that are looked at. */
const MOST_HEIGHT = 1600;
/** Cells of the grid from side to side. */
const COLUMNS = 10;
/** Most that two looks may differ: pixels of height, levels of 255 of a cell. The same code in the same browser differs by none. */
const TOLERANCE = { height: 1, level: 6 };

async function lookOf(picture: Buffer, height: number): Promise<Look> {
  const { width, height: taken } = await sharp(picture).metadata();
  const rows = Math.max(1, Math.round((COLUMNS * taken) / width));
  const small = sharp(picture).resize(COLUMNS, rows, { fit: 'fill', kernel: 'cubic' });
  const cells = await small.clone().grayscale().raw().toBuffer();
  const mean = await sharp(picture).resize(1, 1, { fit: 'fill' }).removeAlpha().raw().toBuffer();
  return `${height} ${mean.toString('hex')} ${cells.toString('base64')}`;
}

/** What differs between how something looked and how it looks, in words; undefined where that is nothing. */
export function difference(was: Look | undefined, is: Look): string | undefined {
  if (was === undefined) return 'was never looked at';
  const [oldHeight, oldMean, oldCells] = was.split(' ') as [string, string, string];
  const [height, mean, cells] = is.split(' ') as [string, string, string];
  if (Math.abs(Number(oldHeight) - Number(height)) > TOLERANCE.height)
    return `is ${height} pixels high, was ${oldHeight}`;
  const levels = (a: Buffer, b: Buffer) => Math.max(...a.map((level, at) => Math.abs(level - (b[at] ?? 0))));
  if (levels(Buffer.from(oldMean, 'hex'), Buffer.from(mean, 'hex')) > TOLERANCE.level)
    return `has the colour #${mean} on the whole, had #${oldMean}`;
  const [before, now] = [Buffer.from(oldCells, 'base64'), Buffer.from(cells, 'base64')];
  if (before.length !== now.length) return 'has another shape';
  const worst = now.reduce(
    (most, level, at) => {
      const by = Math.abs(level - before[at]!);
      return by > most.by ? { by, at } : most;
    },
    { by: 0, at: 0 },
  );
  if (worst.by <= TOLERANCE.level) return undefined;
  const [column, row] = [worst.at % COLUMNS, Math.floor(worst.at / COLUMNS)];
  return `differs by ${worst.by} levels of 255 in column ${column + 1} of ${COLUMNS}, row ${row + 1} of ${now.length / COLUMNS}`;
}

/** The same letters on every machine: those of the machine would be another picture on each. */
const FONTS = ['noto-sans/files/noto-sans-latin', 'noto-sans-arabic/files/noto-sans-arabic-arabic'].flatMap((file) =>
  [400, 500, 600, 700].map((weight) => ({ file: `@fontsource/${file}-${weight}-normal.woff2`, weight })),
);
const FONT_CSS = `${FONTS.map(
  ({ weight }, at) =>
    `@font-face { font-family: ${at < 4 ? 'Latin' : 'Arabic'}; font-weight: ${weight}; src: url(/demo/sections/font-${at}.woff2); }`,
).join('\n')}\nbody { font-family: Latin, Arabic; }`;

/** Everything is near, and nothing waits for being scrolled to. */
const NEAR = `window.IntersectionObserver = class {
  constructor(tell) { this.tell = tell; }
  observe(target) { queueMicrotask(() => this.tell([{ target, isIntersecting: true, intersectionRatio: 1 }], this)); }
  unobserve() {}
  disconnect() {}
  takeRecords() { return []; }
};`;

/** Makes pictures load, and answers whether everything asked for has been drawn. Runs in the page. */
function isDrawn(): boolean {
  const roots: ParentNode[] = [document];
  let drawn = true;
  for (let root = roots.pop(); root; root = roots.pop())
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (element instanceof HTMLImageElement) {
        element.loading = 'eager';
        drawn &&= element.complete;
      }
      if (element.localName.startsWith('vitrine-')) drawn &&= customElements.get(element.localName) !== undefined;
      if (element.localName === 'vitrine-section')
        drawn &&= element.matches(':state(empty)') || Boolean(element.shadowRoot?.querySelector('section'));
      if (element.localName.startsWith('vitrine-')) drawn &&= !element.matches(':state(loading)');
    }
  return drawn && document.fonts.status === 'loaded';
}

export interface Seen {
  /** By variant. */
  readonly looks: Readonly<Record<string, Look>>;
  /** What is wrong whatever it looked like before: in words. */
  readonly faults: readonly string[];
}

export interface Gallery {
  /** `keep` is given the picture of each variant. */
  see(view: View, options?: { axe?: boolean; keep?: (variant: string, picture: Buffer) => void }): Promise<Seen>;
  close(): Promise<void>;
}

async function openPage(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(`threw: ${message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`opened a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, complaints };
}

/** What axe finds in the page: rule and the first thing it is found at. */
async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(context: object, options: object): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }>;
      };
    };
    const { violations } = await axe.run({ include: 'main' }, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `axe: ${id} at ${JSON.stringify(nodes[0]?.target)}`);
  });
}

/** The gallery of sections at `url`, in pages without motion and with letters of our own. */
export async function openGallery(url: string, browser: Browser): Promise<Gallery> {
  const context = await browser.newContext({ reducedMotion: 'reduce', deviceScaleFactor: 1, bypassCSP: true });
  await context.addInitScript(NEAR);
  const css = await (await fetch(`${url}/demo/sections/gallery.css`)).text();
  await context.route('**/demo/sections/gallery.css', (route) =>
    route.fulfill({ contentType: 'text/css', body: `${css}\n${FONT_CSS}` }),
  );
  await context.route('**/demo/sections/font-*.woff2', (route) => {
    const at = Number(/font-(\d+)/.exec(route.request().url())?.[1]);
    return route.fulfill({ contentType: 'font/woff2', body: readFileSync(resolve(FONTS[at]!.file)) });
  });

  return {
    async see({ type, mode, content, width }, { axe = false, keep } = {}) {
      const { page, complaints } = await openPage(context);
      try {
        await page.setViewportSize({ width, height: 900 });
        const asked = new URLSearchParams({ type });
        if (content !== 'example') asked.set('content', content);
        if (mode === 'dark') asked.set('theme', 'dark');
        if (mode === 'rtl') asked.set('dir', 'rtl');
        await page.goto(`${url}/demo/sections/?${asked}`);
        await page.locator('vitrine-section:defined').first().waitFor({ state: 'attached' });
        await page.waitForFunction(isDrawn);
        const faults = [...complaints];
        if ((await page.title()) !== 'Sections · Vitrine') faults.push('a text of the section ran as a script');
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) faults.push(`is ${over} pixels wider than the window`);
        if (axe) faults.push(...(await axeFaults(page)));
        const looks: Record<string, Look> = {};
        for (const specimen of await page.locator('.specimen').all()) {
          const variant = (await specimen.getAttribute('data-variant'))!;
          const box = await specimen.locator('vitrine-section').boundingBox();
          // What a section has nothing to say with takes no room.
          if (!box || box.height < 1) {
            looks[variant] = '0 000000 AA==';
            continue;
          }
          const clip = { x: 0, y: Math.round(box.y), width, height: Math.min(Math.round(box.height), MOST_HEIGHT) };
          const picture = await page.screenshot({ clip, fullPage: true, animations: 'disabled' });
          keep?.(variant, picture);
          looks[variant] = await lookOf(picture, Math.round(box.height));
        }
        return { looks, faults };
      } finally {
        await page.close();
      }
    },
    close: () => context.close(),
  };
}
