/** Elements with a shadow root, by tag. */
const HOST = /<(\/?)vitrine-(?:sections|section|showcase-products|product-grid|product)(?=[\s>])/g;
/** What Lit finds its places by, and what only its elements read. */
const MARKS = /<!--(?:\/?lit-part|lit-node)[^>]*-->|<\?>| defer-hydration(?=[\s>])/g;
/** Does nothing without a script; the card's title leads on. */
const ADD = /<button\s+class="add"[^]*?<\/button>/g;
const FORM = /<form(?=[^>]* part="form")/g;

/**
 * Markup that no script will ever take over: plain boxes in the place of elements, which code of the page around it would take for
 * its own and draw into; nothing that only scripts read. Pressing to buy leads to `formAction`, where there is one.
 */
export function staticMarkup(html: string, formAction?: string): string {
  const action =
    formAction && /^(https?:\/\/|\/(?!\/))/.test(formAction) ? formAction.replaceAll('"', '%22') : undefined;
  return html
    .replace(HOST, '<$1div')
    .replace(MARKS, '')
    .replace(ADD, '')
    .replace(FORM, action ? `<form action="${action.replaceAll('&', '&amp;')}"` : '<form');
}
