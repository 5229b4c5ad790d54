// Parameters of RFC 3492, section 5.
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const LARGEST = 0x10ffff;

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

/** Value of a digit: a to z are 0 to 25, 0 to 9 are 26 to 35. */
function digitOf(character: string): number {
  const code = character.charCodeAt(0);
  return code >= 97 ? code - 97 : code - 48 + 26;
}

/** What a label of lower case ASCII without its `xn--` stands for; undefined when it is no punycode. */
export function decodePunycode(label: string): string | undefined {
  if (!/^[a-z0-9-]{1,59}$/.test(label)) return undefined;
  const dash = label.lastIndexOf('-');
  const points = dash > 0 ? [...label.slice(0, dash)].map((character) => character.charCodeAt(0)) : [];
  const digits = label.slice(dash > 0 ? dash + 1 : 0);
  let [point, bias, index] = [128, 72, 0];
  for (let at = 0; at < digits.length;) {
    const before = index;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = at < digits.length && digits[at] !== '-' ? digitOf(digits[at++]!) : undefined;
      if (digit === undefined) return undefined;
      index += digit * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const length = points.length + 1;
    bias = adapt(index - before, length, before === 0);
    point += Math.floor(index / length);
    if (point > LARGEST) return undefined;
    index %= length;
    points.splice(index++, 0, point);
  }
  return digits === '' ? undefined : String.fromCodePoint(...points);
}
