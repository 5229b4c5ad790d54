let holders = 0;
let restore: (() => void) | undefined;

/**
 * Keeps the page behind a modal from scrolling, and its content where it is: the gutter of a visible scroll bar stays.
 * Answers the function that ends it; the page scrolls again once every holder has called theirs.
 */
export function lockScroll(): () => void {
  holders++;
  if (!restore) {
    const { style, clientWidth } = document.documentElement;
    const before = ['overflow', 'scrollbar-gutter'].map(
      (name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const,
    );
    if (innerWidth > clientWidth) style.setProperty('scrollbar-gutter', 'stable');
    style.setProperty('overflow', 'hidden', 'important');
    restore = () => {
      for (const [name, value, priority] of before) style.setProperty(name, value, priority);
      if (!document.documentElement.getAttribute('style')) document.documentElement.removeAttribute('style');
    };
  }
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    if (--holders > 0) return;
    restore?.();
    restore = undefined;
  };
}
