/** Elements with a shadow root, by tag. */
const HOST = /<(\/?)vitrine-(?:sections|section|showcase-products|product-grid|product|block)(?=[\s>]|$)/g;
/** What Lit finds its places by. */
const MARKS = /<!--(?:\/?lit-part|lit-node)[^>]*-->|<\?>/g;
/** Does nothing without a script; the card's title leads on. */
const ADD = /<button\s+class="add"/;
const ENDS = '</button>';
const FORM = /<form(?=[^>]* part="form")/g;

/**
 * A template's own text for markup that no script will ever take over: plain boxes in the place of elements, which code of the page
 * around it would take for its own and draw into; nothing that only scripts read.
 */
export const asBoxes = (text: string): string => text.replace(HOST, '<$1div').replace(MARKS, '');

/** Texts of a template, and what stands between them, without its button that adds to the cart. */
export function withoutAdding<Step>(steps: readonly (Step | string)[]): (Step | string)[] {
  let isInside = false;
  return steps.flatMap<Step | string>((step) => {
    if (typeof step !== 'string') return isInside ? [] : [step];
    const end = isInside ? step.indexOf(ENDS) : -ENDS.length;
    if (isInside && end < 0) return [];
    const text = step.slice(end + ENDS.length);
    const begin = text.search(ADD);
    isInside = begin >= 0;
    return [isInside ? text.slice(0, begin) : text];
  });
}

/** Leads the forms that buy in markup that stays as it is to `formAction`, where there is one. */
export function formsLeadingTo(html: string, formAction: string | undefined): string {
  const action =
    formAction && /^(https?:\/\/|\/(?!\/))/.test(formAction) ? formAction.replaceAll('"', '%22') : undefined;
  return action ? html.replace(FORM, `<form action="${action.replaceAll('&', '&amp;')}"`) : html;
}
