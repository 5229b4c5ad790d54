const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A text as a terminal may show it: what would move its cursor, set its title or turn the text around is written as JSON
 * writes it, such as \u001b. Lines and tabs stay, so a JSON value stays the value that it was.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[^\P{Cc}\n\t]|[\u061c\u2028-\u202e\u2066-\u2069]/gu, escape);

/** A text that somebody else wrote, as a part of a line: it cannot pretend to be a line of its own either. */
export const printableInLine = (text: string): string => printable(text).replaceAll(/[\n\t]/g, escape);
