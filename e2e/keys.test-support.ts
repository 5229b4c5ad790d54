import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** More stops than any page of the demo has. */
export const MOST_STOPS = 260;

/** Presses Tab until what has the focus, through shadow roots, has this accessible name, and fits the selector if one is given. */
export async function tabTo(page: Page, name: RegExp, selector = '*'): Promise<void> {
  for (let i = 0; i < MOST_STOPS; i++) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate((selector) => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (!element?.matches(selector)) return null;
      const field = element as HTMLInputElement;
      return (
        field.ariaLabel ??
        field.labels?.[0]?.textContent?.trim().replace(/\s+/g, ' ') ??
        field.textContent?.trim().replace(/\s+/g, ' ') ??
        ''
      );
    }, selector);
    if (label !== null && name.test(label)) return;
  }
  assert.fail(`Tab never reached ${name}.`);
}
