import { lighten } from '../colour.ts';
import { niche, studio } from '../sheet.ts';
import { cushion, folded, rug } from '../textiles.ts';
import { TONE, picture } from './album.ts';

/** What is woven. */
export function drawTextiles(): void {
  for (const [name, colour] of [
    ['camel', '#b98a5a'],
    ['plum', '#6b3f5a'],
    ['ivory', '#eadfca'],
  ] as const) {
    picture(
      `shal-${name}`,
      studio,
      name === 'ivory' ? TONE.rose : '#dccdb6',
      (s) => folded(s, { colour, weave: 'diamond', ink: name === 'ivory' ? '#b99a5c' : lighten(colour, 0.5) }),
      1.2,
    );
  }
  for (const [name, colour, ink] of [
    ['emerald', '#2f5f52', '#d9bf7c'],
    ['burgundy', '#7a2f38', '#e0c48a'],
  ] as const) {
    picture(
      `sajjada-${name}`,
      studio,
      '#d9cbb4',
      (s) => {
        rug(s, { colour, weave: 'plain', ink });
        s.add(
          `<path fill="none" stroke="${ink}" stroke-width="9" d="M196 762L254 620C270 570 350 560 400 512 450 560 530 570 546 620L604 762"/><path fill="none" stroke="${ink}" stroke-width="7" d="M400 572 442 650 400 734 358 650zM400 612 420 650 400 692 380 650z"/><path stroke="${ink}" stroke-width="6" d="M400 530v42"/>`,
        );
      },
      1.08,
    );
  }
  picture(
    'misnad',
    niche,
    '#a8836a',
    (s) => cushion(s, { colour: '#8a3b3f', weave: 'diamond', ink: '#e0c48a' }, 400, 812, 370),
    1,
  );
}
