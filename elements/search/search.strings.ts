/** English texts of the box; what goes with results has its own in `results.strings.ts`. */
export const english = {
  search: 'Search',
  placeholder: 'Search the shop',
  clear: 'Clear the search',
  suggestions: 'Suggestions',
  spelling: 'Did you mean',
  recent: 'Recent searches',
  removable: 'Delete removes it from the list',
  queries: 'Searches',
  products: 'Products',
  collections: 'Collections',
  priceFrom: 'From {price}',
  offered: { one: '{count} suggestion', other: '{count} suggestions' },
  failed: 'The search did not work just now.',
};
