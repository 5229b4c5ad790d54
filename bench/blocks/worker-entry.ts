import { renderOnce } from '../../sandbox/run/in-process.ts';
import { BareQuickJs } from './bare.ts';
import { REQUEST, TEXT } from './subject.ts';
import bareModule from './bare.wasm';
import engine from './engine.wasm';
import { block, draw } from './native.js';

let bare: (() => string) | undefined;
let fresh: BareQuickJs | undefined;

function drawnBy(way: string | null): string {
  if (way === 'native') return draw(block, TEXT);
  if (way === 'bare, a context each') return (fresh ??= new BareQuickJs(bareModule)).fresh();
  if (way === 'bare, one context') return (bare ??= new BareQuickJs(bareModule).reused())();
  const result = renderOnce(engine, REQUEST);
  if (result.status !== 'done') throw new Error(JSON.stringify(result));
  return result.html;
}

/** Draws as many times as is asked for, in one of four ways: clocks of workerd stand still while it computes. */
export default {
  fetch(request: Request): Response {
    const { searchParams } = new URL(request.url);
    let html = '';
    for (let time = Number(searchParams.get('times')); time > 0; time--) html = drawnBy(searchParams.get('way'));
    return new Response(html);
  },
};
