type Rgb = readonly [number, number, number];

const parse = (hex: string): Rgb | undefined => {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  return match ? [parseInt(match[1]!, 16), parseInt(match[2]!, 16), parseInt(match[3]!, 16)] : undefined;
};

/** Relative luminance, WCAG 2.2. */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((c) => (c <= 10 ? c / 3294 : ((c / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const ratio = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

const onColor = (rgb: Rgb): string =>
  ratio(luminance(rgb), 1) >= ratio(luminance(rgb), 0.008) ? '#ffffff' : '#16181b';

/**
 * A brand colour as buttons can wear it: as it is on light pages; on dark ones lightened until it stands out from them
 * (3 : 1). `on` is the text colour with the better contrast. Undefined when `hex` is no #rrggbb.
 */
export function accentColors(hex: string): { accent: string; on: string } | undefined {
  const light = parse(hex);
  if (!light) return undefined;
  let dark = light;
  for (let step = 1; ratio(luminance(dark), 0.009) < 3 && step <= 10; step++) {
    dark = light.map((c) => Math.round(c + ((255 - c) * step) / 10)) as unknown as Rgb;
  }
  return { accent: `light-dark(${hex}, rgb(${dark}))`, on: `light-dark(${onColor(light)}, ${onColor(dark)})` };
}
