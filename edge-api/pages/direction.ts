const RIGHT_TO_LEFT = new Set('ar arc ckb dv fa ha he ks ps sd ug ur yi'.split(' '));

/** The direction a language is written in. */
export const directionOf = (locale: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(locale.toLowerCase().split('-', 1)[0] ?? '') ? 'rtl' : 'ltr';
