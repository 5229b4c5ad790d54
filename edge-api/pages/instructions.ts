/** A shop's own words on how to pay: sentences, and values that stand by themselves. */
export interface Instructions {
  readonly sentences: readonly string[];
  readonly values: readonly { readonly label: string; readonly value: string }[];
}

/** "IBAN: DE89 …": a label of at most 40 characters, a colon, and what is no sentence. */
const LABELLED = /^([^:：]{1,40})[:：]\s+(\S.{0,119})$/;

/**
 * Reads instructions, plain text with a line each. `known` are the labels of what the page itself knows better, such as
 * "Reference: your order number"; they are left out.
 */
export function readInstructions(text: string, known: readonly string[]): Instructions {
  const sentences: string[] = [];
  const values: { label: string; value: string }[] = [];
  for (const line of text.split('\n').flatMap((one) => one.trim() || [])) {
    const [, label = '', value = ''] = LABELLED.exec(line) ?? [];
    if (value === '' || /[.!?؟]$/.test(value)) sentences.push(line);
    else if (!known.includes(label.trim())) values.push({ label, value });
  }
  return { sentences, values };
}
