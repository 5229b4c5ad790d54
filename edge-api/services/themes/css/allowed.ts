/** What CSS of a merchant may be made of. Everything that is in none of these lists goes (`docs/decisions/merchant-css.md`). */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

export const AT_RULES = words('media supports container layer keyframes font-face');

/** Pseudo-classes without arguments, or whose arguments are words alone. */
export const STATES = words(`
  hover active focus focus-visible focus-within first-child first-of-type last-child last-of-type only-child only-of-type
  empty checked disabled enabled required open any-link root`);
/** Pseudo-classes that hold other selectors. */
export const CHOICES = words('is where not has');
export const COUNTED = words('nth-child nth-last-child nth-of-type nth-last-of-type');
export const LANGUAGES = words('dir lang');
/** Written with one colon in older style sheets. */
export const OLD_ELEMENTS = words('before after first-line first-letter');
export const PSEUDO_ELEMENTS = words(`
  before after marker placeholder selection first-line first-letter file-selector-button part`);

const ATTRIBUTES = words('dir lang open disabled hidden type role data-tone data-layout data-width data-spacing');
export const isAttribute = (name: string): boolean => ATTRIBUTES.has(name) || /^aria-[a-z]+$/.test(name);

export const FUNCTIONS = words(`
  var env
  calc min max clamp round mod rem sin cos tan asin acos atan atan2 pow sqrt hypot log exp abs sign
  rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark
  linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient
  repeating-conic-gradient
  matrix matrix3d translate translate3d translatex translatey translatez scale scale3d scalex scaley scalez
  rotate rotate3d rotatex rotatey rotatez skew skewx skewy perspective
  blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
  cubic-bezier steps linear
  circle ellipse inset polygon path rect xywh
  minmax repeat fit-content counter counters`);
/** In the source of a font alone. */
export const FONT_FUNCTIONS = words('url local format');
/** In movement: what else `linear()` draws would flash. */
export const MOVEMENT_FUNCTIONS = words('cubic-bezier steps');

/** Properties the dictionary knows and a shop must not have, without what browsers put before them. */
export const isForbiddenProperty = (name: string): boolean =>
  /^(?:behaviou?r|binding|app-region|user-modify|view-transition-.*)$/.test(name.replace(/^-[a-z]+-/, ''));

/** Where pictures may stand. */
const PICTURED = words(`
  background background-image mask mask-image -webkit-mask -webkit-mask-image list-style list-style-image
  border-image border-image-source`);
export const isPictured = (property: string): boolean => PICTURED.has(property);

/** What a font says of itself. */
export const FONT_DESCRIPTORS = words(`
  font-family src font-weight font-style font-display font-stretch unicode-range size-adjust ascent-override
  descent-override line-gap-override font-feature-settings font-variation-settings`);

export const LIMITS = {
  bytes: 64 * 1024,
  rules: 2000,
  depth: 16,
  /** Brackets within brackets, of any kind: the parser goes down once for each. */
  brackets: 64,
  selectors: 40,
  parts: 24,
  /** Characters of a text. */
  text: 200,
  /** Nodes of a value. */
  values: 400,
  /** What looking values up may cost in all, in steps of the dictionary; about a third of a second. */
  steps: 1_500_000,
  told: 100,
} as const;
