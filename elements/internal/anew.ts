/** A text for a live region that says `before` now: the same words once more must differ, or nobody hears them again. */
export const anew = (text: string, before: string): string => (text === before ? `${text}\u00a0` : text);
