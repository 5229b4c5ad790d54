/** English texts of sections; merchants' own words come with the content. */
export const english = {
  failed: 'This part of the page could not be loaded.',
  retry: 'Try again',
  rating: '{rating} of 5 stars',
  yes: 'Yes',
  no: 'No',
  emailLabel: 'Your e-mail address',
  signUp: 'Sign up',
  thanks: 'Thank you. Please look into your mailbox.',
  opens: 'Opening hours',
  email: 'E-mail',
  phone: 'Telephone',
  address: 'Address',
  map: 'Show on a map',
};
