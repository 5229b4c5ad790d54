import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { UNHURRIED_JS } from './scripts.ts';

/** A window that runs the script, its clock, its focus and its events in the hands of the test. */
function page() {
  const listeners = new Map<string, ((event: object) => void)[]>();
  const timers = new Map<number, { at: number; work: () => void }>();
  const shown = { now: 1000, focused: true, early: false };
  const window = {
    addEventListener: (name: string, work: (event: object) => void) =>
      void listeners.set(name, [...(listeners.get(name) ?? []), work]),
  };
  const document = {
    documentElement: { toggleAttribute: (_name: string, on: boolean) => void (shown.early = on) },
    hasFocus: () => shown.focused,
  };
  const setTimeout = (work: () => void, ms: number) => timers.set(timers.size, { at: shown.now + ms, work }).size - 1;
  const clearTimeout = (id: number) => timers.delete(id);
  const globals = { window, document, performance: { now: () => shown.now }, setTimeout, clearTimeout };
  runInNewContext(UNHURRIED_JS, globals);
  const send = (name: string, event: object = {}) => listeners.get(name)?.forEach((work) => work(event));
  return {
    shown,
    send,
    wait(ms: number) {
      shown.now += ms;
      for (const [id, { at, work }] of timers) if (at <= shown.now && timers.delete(id)) work();
    },
    /** Whether a press of the mouse, or of a key, sends the form. */
    press(begin = 'pointerdown', heldMs = 0) {
      let sent = true;
      send(begin);
      shown.now += heldMs;
      send('submit', { preventDefault: () => void (sent = false) });
      return sent;
    },
  };
}

describe('a page that another one opens for the shopper’s word', () => {
  it('takes no press as it comes up, nor any of many, and takes one after a moment of rest', () => {
    const { press, wait, shown } = page();
    assert.equal(shown.early, true);
    for (let click = 0; click < 5; click += 1) {
      assert.equal(press(), false);
      wait(300);
    }
    wait(300);
    assert.equal(shown.early, false);
    assert.equal(press(), true);
    assert.equal(press('keydown'), true);
  });

  for (const seen of ['focus', 'visibilitychange', 'pageshow', 'DOMContentLoaded'])
    it(`waits again when what covered it is gone (${seen})`, () => {
      const { press, wait, send } = page();
      wait(60_000);
      send(seen);
      wait(200);
      assert.equal(press(), false);
      wait(600);
      assert.equal(press(), true);
    });

  it('takes none that began too early and was held down, nor any while it is not in front', () => {
    const { press, wait, shown } = page();
    wait(400);
    assert.equal(press('pointerdown', 900), false);
    wait(600);
    shown.focused = false;
    assert.equal(press(), false);
    wait(600);
    shown.focused = true;
    assert.equal(press(), true);
  });
});
