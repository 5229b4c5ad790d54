/** Where browsers find which links of a page they may fetch ahead. */
export const SPECULATION_RULES_PATH = '/speculation-rules.json';

/**
 * Links to products and collections are fetched when somebody is about to press them. Reading a page changes nothing, and
 * what is fetched is dropped with the page that asked: https://developer.mozilla.org/docs/Web/API/Speculation_Rules_API
 */
export const SPECULATION_RULES = {
  prefetch: [
    {
      where: {
        and: [
          { href_matches: ['/products/*', '/collections/*'] },
          { not: { selector_matches: '[rel~=nofollow], [rel~=external]' } },
        ],
      },
      eagerness: 'moderate',
    },
  ],
} as const;
