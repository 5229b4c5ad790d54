import { html, nothing } from 'lit';
import type { BlockContent } from '../../edge-api/contract/sections/block.ts';
import { styles } from './block.styles.ts';
import type { SectionView } from './section-view.ts';

/** What only a script does: buttons of the block's own, and what it draws of the shopper's cart. */
const ACTS = / data-vitrine-action=/;

export const section: SectionView<BlockContent> = {
  styles,
  ready: () => import('../block/block.ts'),
  // A page that brings a section itself may leave its settings out.
  render({ name, settings = {} }, { shown, theme, productUrl }) {
    if (shown === null || (shown?.html === '' && !shown.readsCart)) return nothing;
    const acts = !!shown && (shown.readsCart || ACTS.test(shown.html));
    return html`<vitrine-block
      class="inner"
      exportparts="block, error, dialog"
      name=${name}
      ?data-acts=${acts}
      .settings=${settings}
      .block=${shown}
      .productUrl=${productUrl}
      .theme=${theme}
    ></vitrine-block>`;
  },
};
