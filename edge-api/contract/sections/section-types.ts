import { aboutStory } from './about-story.ts';
import { benefits } from './benefits.ts';
import { block } from './block.ts';
import { blogPreview } from './blog-preview.ts';
import { callToAction } from './call-to-action.ts';
import { comparison } from './comparison.ts';
import { contactInfo } from './contact-info.ts';
import type { SectionType } from './define-section.ts';
import { faq } from './faq.ts';
import { features } from './features.ts';
import { gallery } from './gallery.ts';
import { hero } from './hero.ts';
import { newsletter } from './newsletter.ts';
import { pricing } from './pricing.ts';
import { processSteps } from './process-steps.ts';
import { productShowcase } from './product-showcase.ts';
import { socialProof } from './social-proof.ts';
import { stats } from './stats.ts';
import { team } from './team.ts';
import { testimonials } from './testimonials.ts';
import { timeline } from './timeline.ts';

/** All types of sections, in the order an editor offers them. */
export const SECTION_TYPES = [
  hero,
  features,
  testimonials,
  productShowcase,
  callToAction,
  stats,
  faq,
  newsletter,
  aboutStory,
  contactInfo,
  gallery,
  pricing,
  team,
  blogPreview,
  socialProof,
  processSteps,
  benefits,
  comparison,
  timeline,
  block,
] as const;

export type SectionTypeName = (typeof SECTION_TYPES)[number]['type'];

const byName = new Map<string, SectionType>(
  SECTION_TYPES.map((type) => [type.type, type as unknown as SectionType] as const),
);

/** The type of this name; undefined when there is none. */
export const sectionType = (name: string): SectionType | undefined => byName.get(name);
