/** The element around a newsletter's form, which is one of ours without a shadow root. */
const LETTER_BOX = /<(\/?)vitrine-newsletter-form(?=[\s>])/g;
/** The attributes of a start tag; values have no quotes of their own. */
const ATTRIBUTES = '(?:[^>"]|"[^"]*")*';
const BUTTON = new RegExp(`<button(?=\\s)${ATTRIBUTES}?\\stype="button"${ATTRIBUTES}>[^]*?</button>`, 'g');
/** Groups of such buttons: how many, and small pictures to choose from. The number alone would not travel along. */
const STEPPER = /<div\s+class="stepper"[^]*?<\/div>/g;
const THUMBNAILS = /<div\s+class="thumbnails"[^]*?<\/div>/g;
const LETTER = /<form[^>]*\saction="\/newsletter"[^]*?<\/form>/g;
const SUBMIT = new RegExp(`<button(${ATTRIBUTES})>([^]*?)</button>`);

/**
 * What nothing works where no script runs: buttons of which only scripts know what they do. The form of a newsletter is taken by the
 * shop's own host alone, so a link leads there, to `home`; where that is not known, there is nothing to press.
 */
export const withoutScripts = (html: string, home: string | null): string =>
  html
    .replace(LETTER_BOX, '<$1div')
    .replace(STEPPER, '')
    .replace(THUMBNAILS, '')
    .replace(BUTTON, '')
    .replace(LETTER, (form) => {
      const [, attributes = '', label = ''] = SUBMIT.exec(form) ?? [];
      return home === null ? '' : `<a${attributes} href="${home}/newsletter">${label}</a>`;
    });
