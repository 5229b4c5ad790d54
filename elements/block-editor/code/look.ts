import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours stand in the element's styles, so that light and dark follow one switch. */
const frame = EditorView.theme({
  '&': { height: '100%', fontSize: 'var(--code-size)', color: 'var(--code-text)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.65', overscrollBehavior: 'contain' },
  '.cm-content': { padding: '14px 0 40px', caretColor: 'var(--code-caret)' },
  '.cm-line': { padding: '0 20px 0 8px' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    border: 'none',
    color: 'var(--code-quiet)',
    paddingInlineStart: '6px',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '2.2em', padding: '0 6px 0 4px' },
  '.cm-activeLine': { backgroundColor: 'var(--code-line)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--code-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--code-caret)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--code-selection)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--code-match)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--code-match)',
    outline: '1px solid var(--code-quiet)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
    boxShadow: '0 8px 28px rgb(0 0 0 / 0.18)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '15em', minWidth: '240px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px', lineHeight: '1.5' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)',
  },
  '.cm-completionDetail': { opacity: '0.75', fontStyle: 'normal', marginInlineStart: '1em' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionInfo': { padding: '10px 12px', maxWidth: '320px', fontFamily: 'var(--sans)', lineHeight: '1.45' },
  '.cm-diagnostic': { padding: '8px 12px', fontFamily: 'var(--sans)', lineHeight: '1.45', borderLeftWidth: '3px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--danger) 1.5px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--warn) 1.5px',
    textUnderlineOffset: '3px',
  },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker': { width: '8px', height: '8px', margin: '0.55em 3px', borderRadius: '50%', content: 'none' },
  '.cm-lint-marker-error': { backgroundColor: 'var(--danger)', content: 'none' },
  '.cm-lint-marker-warning': { backgroundColor: 'var(--warn)', content: 'none' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--text)', borderColor: 'var(--line)' },
  '.cm-panel.cm-search': { padding: '8px 36px 8px 12px', fontFamily: 'var(--sans)', fontSize: '13px' },
  '.cm-textfield': {
    border: '1px solid var(--line)',
    borderRadius: '6px',
    padding: '4px 8px',
    backgroundColor: 'var(--surface)',
    fontSize: '13px',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    padding: '4px 10px',
    fontSize: '13px',
  },
  '.cm-failed-line': { backgroundColor: 'var(--code-failed)', boxShadow: 'inset 3px 0 var(--danger)' },
  '.cm-failure': {
    fontFamily: 'var(--sans)',
    fontSize: '12.5px',
    lineHeight: '1.45',
    color: 'var(--danger)',
    backgroundColor: 'var(--code-failed)',
    boxShadow: 'inset 3px 0 var(--danger)',
    padding: '2px 20px 6px 8px',
    whiteSpace: 'normal',
  },
  '.cm-html, .cm-html span': { color: 'var(--code-text)' },
  '.cm-html .cm-tag, .cm-html .cm-tag span, .cm-tag, .cm-tag span': { color: 'var(--code-tag)' },
  '.cm-html .cm-attribute, .cm-html .cm-attribute span, .cm-attribute, .cm-attribute span': {
    color: 'var(--code-attribute)',
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-function)' },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-property)' },
  { tag: [tags.typeName, tags.className], color: 'var(--code-type)' },
  { tag: [tags.comment], color: 'var(--code-quiet)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.operator, tags.bracket], color: 'var(--code-punctuation)' },
  { tag: tags.invalid, color: 'var(--danger)' },
]);

export const look = [frame, syntaxHighlighting(colours)];
