/** English texts of the buy button. */
export const english = {
  add: 'Add to cart',
  adding: 'Adding…',
  added: 'Added',
  addedOf: '{title} is in your cart.',
  addedOne: 'It is in your cart.',
  soldOut: 'Sold out',
  choose: 'Choose options',
  failed: 'That did not work. Please try again.',
  close: 'Close',
};
