import { AR } from './strings-ar.ts';
import { DE } from './strings-de.ts';

/** The words of the account's pages, in English; `{name}` stands for a value. */
export const EN = {
  signIn: 'Sign in',
  signInTo: 'Sign in to {store}',
  signOut: 'Sign out',
  signUp: 'Create account',
  signUpTitle: 'Create your account',
  newHere: 'New here?',
  haveAccount: 'Already have an account?',
  email: 'Email',
  password: 'Password',
  newPassword: 'New password',
  currentPassword: 'Current password',
  yourName: 'Name',
  phone: 'Phone',
  optional: 'optional',
  passwordHint: 'At least 8 characters. A few words in a row, 15 characters or more, are best.',
  forgot: 'Forgot your password?',
  orByMail: 'Mail me a sign-in link',
  byPasskey: 'Sign in with a passkey',
  or: 'or',
  continueOn: 'to continue on {host}',
  news: 'Send me news and offers by email. I can stop this here at any time.',
  linkTitle: 'Sign in by email',
  linkLead: 'We send you a link that signs you in once. It is good for 15 minutes.',
  sendLink: 'Send the link',
  sentTitle: 'Check your mail',
  sentLead: 'If {email} can be reached, a message is on its way. Open the link in it within 15 minutes; it works once.',
  sentHint: 'Nothing there? Look among the spam, or try again in a few minutes.',
  confirmLink: 'You are about to sign in as {email}.',
  confirmLinkOther: 'This link was asked for in another browser. Enter its email to sign in here.',
  verifyTitle: 'Confirm your email',
  verifyLead: 'Enter the password of your new account to confirm {email}.',
  verifyNotYou: 'You did not create an account? Then close this page: nothing happens.',
  confirm: 'Confirm',
  resetTitle: 'Set a new password',
  resetLead: 'We send you a link by which you can set a new password. It is good for 15 minutes.',
  resetSend: 'Send the link',
  resetSave: 'Save password and sign in',
  goneTitle: 'This link is no longer good',
  goneLead: 'It was used, or it is too old. Ask for a new one.',
  back: 'Back',
  shop: 'Back to the shop',
  account: 'Your account',
  hello: 'Hello, {name}',
  overview: 'Overview',
  orders: 'Orders',
  order: 'Order {number}',
  allOrders: 'All orders',
  noOrders: 'No orders yet.',
  items: '{n} items',
  item: '1 item',
  older: 'Older orders',
  profile: 'Profile',
  language: 'Language',
  addresses: 'Addresses',
  noAddresses: 'No addresses yet. Save one to check out faster.',
  addAddress: 'Add an address',
  editAddress: 'Edit address',
  defaultAddress: 'Default',
  makeDefault: 'Use this address by default',
  country: 'Country',
  changeCountry: 'Change',
  name: 'Full name',
  line1: 'Street and number',
  line2: 'Apartment, floor, and the like',
  city: 'Town',
  region: 'State or region',
  postcode: 'Postcode',
  preferences: 'Preferences',
  devices: 'Sign-in & devices',
  data: 'Your data',
  save: 'Save',
  saved: 'Saved.',
  edit: 'Edit',
  remove: 'Remove',
  cancel: 'Cancel',
  changePassword: 'Change password',
  setPassword: 'Set a password',
  passwordChanged: 'Your password is changed. You are signed out everywhere else.',
  changeEmail: 'Change email',
  newEmail: 'New email',
  changeEmailLead:
    'Your email is {email}. We send a link to the new one; until you have opened it here, nothing changes.',
  sameEmail: 'This is your email already.',
  confirmEmailLead: 'Your account gets the email {email}. You stay signed in here, and are signed out everywhere else.',
  confirmEmailHere: 'Sign in here with your present email first, then open the link once more.',
  emailChanged: 'Your email is changed. You are signed out everywhere else.',
  sessions: 'Where you are signed in',
  thisDevice: 'This device',
  lastSeen: 'Last seen {when}',
  endOthers: 'Sign out everywhere else',
  passkeys: 'Passkeys',
  passkeysLead: 'Sign in with your fingerprint, face or screen lock. Nothing to remember, nothing to steal.',
  addPasskey: 'Add a passkey',
  passkeyNeedsScript: 'Passkeys need JavaScript.',
  passkeyFailed: 'That did not work. Please try again, or sign in another way.',
  passkeyAdded: 'Your passkey is saved.',
  marketingOn: 'You receive news and offers by email.',
  marketingOff: 'You receive no news by email. Messages about your orders come in any case.',
  exportLead: 'Everything this shop keeps about you, as a file.',
  exportButton: 'Download my data',
  deleteTitle: 'Delete my account',
  deleteLead:
    'Your account, addresses and preferences are erased at once. The shop keeps your orders for its books, without your name and address. This cannot be undone.',
  deleteConfirm: 'I understand that this cannot be undone.',
  deleteButton: 'Delete my account',
  deleted: 'Your account is deleted.',
  signedOut: 'You are signed out.',
  chooseAddress: 'Which address?',
  chooseAddressLead: '{host} gets the one address that you choose, as if you had typed it there.',
  useAddress: 'Use this address',
  addressSent: 'Done. This window closes by itself.',
  addressNotSent:
    'The page that asked is not open any more, or JavaScript is off. Please enter the address there yourself.',
  connectTitle: 'Continue on {host}?',
  connectLead:
    'That page will see your first name, {email}, and which orders you placed: number, date, state and total. Never your password or addresses.',
  connectYes: 'Continue',
  connectNo: 'Not now',
  connectDone: 'You are signed in. This window closes by itself.',
  connectBack: 'Back to {host}',
  badEmail: 'Enter an email such as name@example.com.',
  required: 'This is needed.',
  invalid: 'This does not fit the country.',
  password_short: 'Use at least 8 characters.',
  password_long: 'Use at most 128 characters.',
  password_common: 'Many people use this one, so it is guessed first. Choose another.',
  refused: 'Email and password do not fit together.',
  passwordWrong: 'That is not your password.',
  unproved: 'Please confirm your email first: we have sent you the message again.',
  wait: 'Too many tries. Please wait {seconds} seconds, or use a sign-in link.',
  stale: 'This page was open for too long. Please try again.',
  sureLead: 'Please confirm with your password.',
  sureAgain: 'For your safety, sign in again first: this needs a fresh sign-in.',
  status_open: 'Being prepared',
  status_completed: 'Completed',
  status_cancelled: 'Cancelled',
  status_shipped: 'Sent',
  status_partial: 'Partly sent',
  status_returned: 'Returned',
  status_refunded: 'Refunded',
  status_unpaid: 'Waiting for payment',
  discount: 'Discount',
  tax: 'Tax',
  taxIncluded: 'Including tax',
  total: 'Total',
  deliverTo: 'Deliver to',
  passkeyNamed: 'Passkey of {when}',
} as const;

export type Words = Readonly<Record<keyof typeof EN, string>>;

const WORDS: Readonly<Record<string, Words>> = { en: EN, de: DE, ar: AR };
/** Languages these pages speak, each by its own name. */
export const LANGUAGES: Readonly<Record<string, string>> = { en: 'English', de: 'Deutsch', ar: 'العربية' };

/** Which way one of these languages is written. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/** The first of these tags whose language we speak. */
export function spoken(tags: readonly string[]): string | undefined {
  for (const tag of tags) {
    const language = tag.trim().toLowerCase().split('-', 1)[0] ?? '';
    if (Object.hasOwn(WORDS, language)) return language;
  }
  return undefined;
}

/** Writes the sentence of a key, with its values in place. */
export type Say = (key: keyof Words, values?: Readonly<Record<string, string | number>>) => string;

export const sayIn = (language: string): Say => {
  const words = WORDS[language] ?? EN;
  return (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
};
