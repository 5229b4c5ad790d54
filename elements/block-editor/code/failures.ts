import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

/** A line that failed, and what is said below it. */
export interface FailedLine {
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

class Words extends WidgetType {
  private readonly message: string;
  constructor(message: string) {
    super();
    this.message = message;
  }
  override eq(other: Words): boolean {
    return other.message === this.message;
  }
  toDOM(): HTMLElement {
    const element = document.createElement('div');
    element.className = 'cm-failure';
    element.textContent = this.message;
    return element;
  }
}

const setFailures = StateEffect.define<readonly FailedLine[]>();
const failedLine = Decoration.line({ class: 'cm-failed-line' });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setFailures)) continue;
      const { doc } = transaction.state;
      next = Decoration.set(
        effect.value
          .filter(({ line }) => line >= 1 && line <= doc.lines)
          .flatMap(({ line, message }) => {
            const { from, to } = doc.line(line);
            const below = Decoration.widget({ widget: new Words(message), block: true, side: 1 });
            return [failedLine.range(from), below.range(to)];
          }),
        true,
      );
    }
    return next;
  },
  provide: (from) => EditorView.decorations.from(from),
});

/** Marks lines that failed in front of visitors, with words below them. */
export const failures: Extension = field;
export const showFailures = (lines: readonly FailedLine[]) => setFailures.of(lines);
