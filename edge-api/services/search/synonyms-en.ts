import type { SynonymPack } from './synonym-packs.ts';

/** English shop vocabulary. */
export const english: SynonymPack = {
  same: `
couch, sofa, settee
`,
  related: `
headset => headphones
`,
};
