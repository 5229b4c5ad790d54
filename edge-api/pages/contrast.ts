/** Relative luminance of a colour `#rrggbb`, as WCAG 2.2 defines it. */
export function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** White or near black (luminance 0.0056), whichever is easier to read on a colour. */
export const textOn = (colour: string): '#ffffff' | '#111111' =>
  // (L + 0.05) / (0.0056 + 0.05) against 1.05 / (L + 0.05): level where (L + 0.05)² = 1.05 × 0.0556.
  (luminance(colour) + 0.05) ** 2 > 1.05 * 0.0556 ? '#111111' : '#ffffff';
