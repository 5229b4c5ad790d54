import { svg, type SVGTemplateResult } from 'lit';
import type { Icon } from '../../edge-api/contract/sections/parts.ts';

/** Drawn on 24 by 24, in lines; `section.styles.ts` gives them their stroke. */
const PATHS: Readonly<Record<Icon, string>> = {
  award: 'M12 3a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM8.500 14 7 21l5-2.500L17 21l-1.500-7',
  bag: 'M6 8h12l1 12.500H5zM9 10.500V7a3 3 0 0 1 6 0v3.500',
  bolt: 'M13 3 5 13.500h6L10.500 21 19 10h-6z',
  box: 'M12 3l8 4v10l-8 4-8-4V7zM4 7l8 4 8-4M12 11v10',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  chat: 'M4 5h16v11H10l-5 4v-4H4zM8 9.500h8M8 12.500h5',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  clock: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 7.500V12l3 2',
  globe:
    'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM3.500 12h17M12 3.500c-5 5-5 12 0 17M12 3.500c5 5 5 12 0 17',
  hand: 'M8 13V6a1.500 1.500 0 0 1 3 0v5-6.500a1.500 1.500 0 0 1 3 0V11 6a1.500 1.500 0 0 1 3 0v8c0 4-2.500 7-6 7-3 0-4-1.500-7-7 1-1.500 2.500-1.500 4 -1',
  heart:
    'M12 20C5 15 3.500 11.500 3.500 9a4.500 4.500 0 0 1 8.500-2 4.500 4.500 0 0 1 8.500 2c0 2.500-1.500 6-8.500 11z',
  home: 'M4 11l8-7 8 7M6 9.500V20h12V9.500M10 20v-6h4v6',
  leaf: 'M5 19C5 9 10 4.500 20 4.500 20 14 15.500 19 8 17M5 19.500c2-5 5-8 9-9.500',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.500 11h13v9h-13z',
  mail: 'M3.500 6h17v12h-17zM3.500 7l8.500 6.500L20.500 7',
  'map-pin':
    'M12 21c5-6 7-9 7-11.500a7 7 0 0 0-14 0C5 12 7 15 12 21zM12 7.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  percent: 'M6 18 18 6M7.500 5.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM16.500 14.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  phone:
    'M6 4h4l1.500 4.500L9 10.500c1 2 2.500 3.500 4.500 4.500l2-2.500L20 14v4a2 2 0 0 1-2 2C10 20 4 13 4 6a2 2 0 0 1 2-2z',
  recycle:
    'M9 8l3-4.500L15 8M12 4v6M18 12l2.500 4.500-5 .500M20 16.500 15 14M6 12l-2.500 4.500 5 .500M4 16.500 9 14M8.500 20h7',
  refresh: 'M19 12a7 7 0 1 1-2-5M17.500 3v4.500H13',
  shield: 'M12 3.500l7 2.500v5c0 5-3 8-7 9.500-4-1.500-7-4.500-7-9.500V6zM8.500 12l2.500 2.500 4.500-5',
  sparkle: 'M12 4c.700 5 3 7.300 8 8-5 .700-7.300 3-8 8-.700-5-3-7.300-8-8 5-.700 7.300-3 8-8z',
  star: 'M12 3.500l2.600 5.400 5.900.800-4.300 4.100 1 5.900-5.200-2.800-5.200 2.800 1-5.900L3.500 9.700l5.900-.800z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400',
  tag: 'M4 4h8l8 8-8 8-8-8zM8.500 7.500a1 1 0 1 0 0 2 1 1 0 0 0 0-2z',
  truck:
    'M3 6h11v11H3zM14 10h4l3 3.500V17h-7zM7 15.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM17 15.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.500 20.500c.500-4 3.500-6 7.500-6s7 2 7.500 6',
  wallet: 'M4 7h15v12H4zM4 7l11-3v3M14.500 12H20v3h-5.500a1.500 1.500 0 0 1 0-3z',
};

/** A drawing of the shop's own set; nothing for a name it does not know. */
export const iconOf = (name: string | undefined): SVGTemplateResult | undefined =>
  name !== undefined && Object.hasOwn(PATHS, name)
    ? svg`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d=${PATHS[name as Icon]} /></svg>`
    : undefined;

/** Five stars, `rating` of them filled. */
export const starsOf = (rating: number, label: string): SVGTemplateResult => svg`<svg
    class="stars" viewBox="0 0 120 24" width="120" height="24" role="img" aria-label=${label}
  >${[0, 1, 2, 3, 4].map(
    (at) => svg`<path
      class=${rating >= at + 0.75 ? 'full' : rating >= at + 0.25 ? 'half' : 'none'}
      transform=${`translate(${at * 24} 0)`} d=${PATHS.star}
    />${
      rating >= at + 0.25 && rating < at + 0.75
        ? svg`<path class="full" transform=${`translate(${at * 24} 0)`} d="M12 3.500v13.200l-5.200 2.800 1-5.900L3.500 9.700l5.900-.800z" />`
        : undefined
    }`,
  )}</svg>`;
