/** English texts of the recommendations. */
export const english = {
  similar: 'You may also like',
  together: 'Often bought together',
  viewed: 'Recently viewed',
  popular: 'Popular right now',
  newest: 'New in the shop',
};
