/**
 * Splits an SQL script into its statements: semicolons inside strings, quoted names, comments and the bodies of triggers
 * end nothing. Statements keep their comments, so what runs is what was written.
 */
export function splitScript(script: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let trigger = false;
  let depth = 0;
  let meaningful = false;
  let words: string[] = [];

  for (const token of script.matchAll(TOKEN)) {
    const [text] = token;
    const { index } = token;
    if (text.startsWith('--') || text.startsWith('/*')) continue;
    if (text === ';' && depth === 0) {
      if (meaningful) statements.push(script.slice(start, index + 1).trim());
      start = index + 1;
      trigger = meaningful = false;
      words = [];
      continue;
    }
    meaningful = true;
    if (!/^[a-z_]/i.test(text)) continue;
    const word = text.toUpperCase();
    if (words.length < 4) {
      words.push(word);
      // CREATE [TEMP|TEMPORARY] TRIGGER: only here does BEGIN open a body.
      trigger ||= words[0] === 'CREATE' && word === 'TRIGGER' && words.length <= 3;
    }
    // CASE … END may stand in a body, and its END does not close it.
    if (trigger && (word === 'BEGIN' || word === 'CASE')) depth += 1;
    if (trigger && word === 'END' && depth > 0) depth -= 1;
  }
  if (meaningful) statements.push(script.slice(start).trim());
  return statements;
}

const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)|[A-Za-z_][\w$]*|;|[^\s]/g;
