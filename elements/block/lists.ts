import {
  ACTION,
  ACTION_DATA,
  COMMON,
  OWN,
  REFERENCES,
  SHAPE_ATTRIBUTES,
  SHAPES,
  TAGS,
} from '../../sandbox/sanitize/allowed.ts';
import { HTML, SVG } from '../../sandbox/sanitize/namespaces.ts';

/** Every state and property of WAI-ARIA 1.3: browsers want them by name. */
const ARIA = `activedescendant atomic autocomplete braillelabel brailleroledescription busy checked colcount colindex colindextext colspan
  controls current describedby description details disabled dropeffect errormessage expanded flowto grabbed haspopup hidden invalid
  keyshortcuts label labelledby level live modal multiline multiselectable orientation owns placeholder posinset pressed readonly
  relevant required roledescription rowcount rowindex rowindextext rowspan selected setsize sort valuemax valuemin valuenow valuetext`;

/** Attributes that any element may have. */
const GLOBAL: ReadonlySet<string> = new Set([
  ...COMMON,
  'id',
  ACTION,
  ...Object.keys(ACTION_DATA),
  ...REFERENCES,
  ...ARIA.split(/\s+/).map((name) => `aria-${name}`),
]);

/** Names that are allowed everywhere must stand nowhere else. */
const own = (names: Iterable<string>): string[] => [...names].filter((name) => !GLOBAL.has(name));

/** What a block may be made of, as the browser's own Sanitizer is told. */
export const sanitizerConfig = (): SanitizerConfig => ({
  elements: [
    ...[...TAGS].map((name) => ({ name, namespace: HTML, attributes: own(OWN[name] ?? []) })),
    ...[...SHAPES].map((name) => ({ name, namespace: SVG, attributes: own(SHAPE_ATTRIBUTES) })),
  ],
  attributes: [...GLOBAL],
  comments: false,
  dataAttributes: false,
});

/** The same as flat lists, for a cleaning that knows no elements' own attributes. */
export const flatLists = () => ({
  namespaces: [HTML, SVG],
  tags: [...TAGS, ...SHAPES],
  attributes: [...GLOBAL, ...Object.values(OWN).flatMap((names) => [...names]), ...SHAPE_ATTRIBUTES],
});
