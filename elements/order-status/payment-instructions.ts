/** One line of what a shop says about how to pay: words, or a labelled value that is copied from here to a bank. */
export type Instruction = { readonly text: string } | { readonly label: string; readonly value: string };

/** Reads a shop's instructions, plain text with a line each; "IBAN: DE89 …" is a labelled value. */
export function paymentInstructions(text: string): Instruction[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, label, value] = /^([^:：]{1,40})[:：]\s+(\S.{0,119})$/.exec(line) ?? [];
      return label && value && !/[.!?؟]$/.test(value) ? { label: label.trim(), value: value.trim() } : { text: line };
    });
}
