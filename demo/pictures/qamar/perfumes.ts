import { box, flacon, GOLD } from '../perfumery.ts';
import { moonlit, niche, studio } from '../sheet.ts';
import { SILVER, TONE, picture } from './album.ts';

/** Perfumes. */
export function drawPerfumes(): void {
  picture('layl', moonlit, TONE.night, (s) =>
    flacon(s, {
      glass: '#8fa0c4',
      perfume: '#26305c',
      stopper: 'sphere',
      metal: SILVER,
      name: 'ليل',
      round: 60,
      width: 280,
    }),
  );
  picture('layl-close', niche, TONE.night, (s) => {
    flacon(s, {
      glass: '#8fa0c4',
      perfume: '#26305c',
      stopper: 'sphere',
      metal: SILVER,
      name: 'ليل',
      round: 60,
      width: 280,
      x: 310,
    });
    flacon(s, {
      glass: '#8fa0c4',
      perfume: '#26305c',
      stopper: 'sphere',
      metal: SILVER,
      name: 'ليل',
      round: 40,
      width: 180,
      height: 220,
      x: 580,
      base: 826,
    });
  });
  picture('qamar', moonlit, '#6b5a74', (s) =>
    flacon(s, {
      glass: '#f0e6d0',
      perfume: '#e8c987',
      stopper: 'sphere',
      name: 'قمر',
      round: 130,
      width: 300,
      height: 310,
    }),
  );
  picture('qamar-gift', niche, '#b99a74', (s) => {
    box(s, '#f1e6d0', GOLD, 540, 790, 230, 170);
    flacon(s, {
      glass: '#f0e6d0',
      perfume: '#e8c987',
      stopper: 'sphere',
      name: 'قمر',
      round: 120,
      width: 260,
      height: 280,
      x: 300,
      base: 826,
    });
  });
  picture('ward', niche, TONE.rose, (s) => {
    flacon(s, {
      glass: '#f3dcd8',
      perfume: '#d4778a',
      stopper: 'dome',
      name: 'ورد',
      width: 240,
      height: 340,
      facets: true,
    });
    for (const [x, y, r] of [
      [220, 830, 38],
      [600, 820, 46],
      [560, 850, 30],
    ] as const) {
      s.add(
        `<circle cx="${x}" cy="${y - r * 0.5}" r="${r}" fill="#c2566e"/><path fill="none" stroke="#8f3349" stroke-width="4" stroke-linecap="round" d="M${x - r * 0.6} ${y - r * 0.5}q${r * 0.5}-${r} ${r * 1.1} 0q-${r * 0.2} ${r * 0.8}-${r * 0.8} ${r * 0.4}q${r * 0.1}-${r * 0.6} ${r * 0.5}-${r * 0.3}"/>`,
      );
    }
  });
  picture('ambar', studio, TONE.saffron, (s) =>
    flacon(s, {
      glass: '#f2d9a4',
      perfume: '#b8661f',
      stopper: 'cube',
      name: 'عنبر',
      width: 300,
      height: 290,
      round: 16,
    }),
  );
  picture('misk', studio, TONE.sky, (s) =>
    flacon(s, {
      glass: '#ffffff',
      perfume: '#eef0ef',
      stopper: 'cube',
      metal: SILVER,
      name: 'مسك',
      width: 220,
      height: 350,
      round: 20,
    }),
  );
  picture('zumurrud', niche, TONE.emerald, (s) =>
    flacon(s, {
      glass: '#b9d8c6',
      perfume: '#1e6a50',
      stopper: 'drop',
      name: 'زمرد',
      width: 270,
      height: 320,
      facets: true,
      round: 10,
    }),
  );
}
