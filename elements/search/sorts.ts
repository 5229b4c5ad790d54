/** Orders besides the best first. */
export const SORTS = ['newest', 'price-asc', 'price-desc', 'title-asc', 'title-desc'] as const;

/** English names of the orders; in other languages they are said as the grid says them. */
export const sortEnglish = {
  sort: 'Sort by',
  newest: 'Newest',
  'price-asc': 'Price, low to high',
  'price-desc': 'Price, high to low',
  'title-asc': 'Name, A to Z',
  'title-desc': 'Name, Z to A',
};
