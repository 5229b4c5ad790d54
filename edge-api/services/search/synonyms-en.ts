import type { SynonymPack } from './synonym-packs.ts';
import { englishAppliances } from './synonyms-en-appliances.ts';
import { englishElectronics } from './synonyms-en-electronics.ts';
import { englishFurniture } from './synonyms-en-furniture.ts';
import { englishHome } from './synonyms-en-home.ts';
import { englishHousehold } from './synonyms-en-household.ts';
import { englishLeisure } from './synonyms-en-leisure.ts';
import { englishWear } from './synonyms-en-wear.ts';

const parts = [
  englishElectronics,
  englishAppliances,
  englishFurniture,
  englishHome,
  englishHousehold,
  englishWear,
  englishLeisure,
];

/** English shop vocabulary. */
export const english: SynonymPack = {
  same: parts.map(({ same }) => same).join('\n'),
  related: parts.map(({ related }) => related).join('\n'),
};
