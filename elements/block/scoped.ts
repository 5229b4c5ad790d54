/** What of a selector is no comma between two: texts, attributes, and what stands in brackets. */
const INNER = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\[[^\][]*\]|\([^()]*\)/g;
const INSIDE = /^\.block(?![\w-])/;
const WITHIN = /^&/;

/** Whether each of several selectors, as a browser writes them, begins with what they have to. */
function begins(selectors: string, start: RegExp): boolean {
  let rest = selectors;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = before.replace(INNER, '');
  }
  return rest.split(',').every((one) => start.test(one.trim()) && !/:host|::slotted|::part/.test(one));
}

/** Takes out what says something about the element or the page around a block: the second wall of its CSS. */
export function keepInside(sheet: CSSStyleSheet | CSSGroupingRule | CSSStyleRule, start = INSIDE): void {
  const { cssRules } = sheet;
  for (let at = cssRules.length - 1; at >= 0; at--) {
    const rule = cssRules[at]!;
    if (rule instanceof CSSStyleRule) {
      if (begins(rule.selectorText, start)) keepInside(rule, WITHIN);
      else sheet.deleteRule(at);
    } else if (rule instanceof CSSGroupingRule) keepInside(rule, start);
  }
}
