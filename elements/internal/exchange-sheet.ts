/** Puts another style sheet in the place of one as soon as it is there: the page is never without both. */
export function exchangeSheet(link: HTMLLinkElement, href: string): HTMLLinkElement {
  const next = link.cloneNode() as HTMLLinkElement;
  next.href = href;
  next.addEventListener('load', () => link.remove(), { once: true });
  next.addEventListener('error', () => next.remove(), { once: true });
  link.after(next);
  return next;
}
