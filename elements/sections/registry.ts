import type { SectionTypeName } from '../../edge-api/contract/sections/section-types.ts';
import type { SectionView } from './section-view.ts';

type Module = { readonly section: SectionView<never> };

/** The code of each type of section, fetched when one of it comes near. */
export const SECTIONS: Readonly<Partial<Record<SectionTypeName, () => Promise<Module>>>> = {
  hero: () => import('./hero.ts'),
  pricing: () => import('./pricing.ts'),
  comparison: () => import('./comparison.ts'),
  'call-to-action': () => import('./call-to-action.ts'),
  newsletter: () => import('./newsletter.ts'),
  features: () => import('./features.ts'),
  testimonials: () => import('./testimonials.ts'),
  'process-steps': () => import('./process-steps.ts'),
  timeline: () => import('./timeline.ts'),
  'about-story': () => import('./about-story.ts'),
  'contact-info': () => import('./contact-info.ts'),
  stats: () => import('./stats.ts'),
  faq: () => import('./faq.ts'),
  benefits: () => import('./benefits.ts'),
  'social-proof': () => import('./social-proof.ts'),
  'product-showcase': () => import('./product-showcase.ts'),
  'blog-preview': () => import('./blog-preview.ts'),
  team: () => import('./team.ts'),
  gallery: () => import('./gallery.ts'),
  block: () => import('./block.ts'),
};
