import { wholeAddress } from './addresses.ts';

/** What a shop says to robots. */
interface RobotsFacts {
  readonly origin: string;
  /** Whether everybody may see the shop: what is closed, or only shown ahead, is crawled by nobody. */
  readonly open: boolean;
  /** Path of its sitemap or of the index of its sitemaps. */
  readonly sitemapPath: string;
  /** Robots that the merchant, and nobody else, has asked to stay away, by name. */
  readonly refused?: readonly string[];
}

/** Robots that gather texts and pictures to train models with: a list merchants may choose, which says nothing until they do. */
export const TRAINING_ROBOTS: readonly string[] = [
  'Amazonbot',
  'Applebot-Extended',
  'Bytespider',
  'CCBot',
  'ClaudeBot',
  'Google-Extended',
  'GPTBot',
  'meta-externalagent',
];

/**
 * What leads nowhere for a robot: a cart, what follows it, an account, and searches, of which there are endlessly many. The
 * API and scripts are not among it, for robots that draw pages need them; nor are lists narrowed by filters, which say
 * themselves that they are not to be listed, and could not if they were not read.
 */
const NOWHERE = ['/cart', '/checkout', '/orders/', '/account', '/search?'];

const isRobot = (name: string): boolean => /^[\w-]{1,60}$/.test(name);

/** A shop's `/robots.txt`: RFC 9309, and the line of https://www.sitemaps.org/protocol.html#submit_robots */
export function robotsTxt({ origin, open, sitemapPath, refused = [] }: RobotsFacts): string {
  if (!open) return 'User-agent: *\nDisallow: /\n';
  const names = [...new Set(refused.filter(isRobot))];
  const sitemap = wholeAddress(origin, sitemapPath);
  const groups = [
    ['User-agent: *', ...NOWHERE.map((path) => `Disallow: ${path}`)],
    ...(names.length ? [[...names.map((name) => `User-agent: ${name}`), 'Disallow: /']] : []),
    ...(sitemap ? [[`Sitemap: ${sitemap}`]] : []),
  ];
  return `${groups.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
