import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Section } from '../../edge-api/contract/sections/section.ts';
import { define } from '../internal/define.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import '../section/section.ts';
import { pageSections } from '../stores/page-sections.ts';

/** Sections whose pictures are worth fetching before anything else. */
const FIRST = 1;

/**
 * Shows the sections of one of the shop's pages, each with its code when it comes near.
 *
 * @element vitrine-sections
 * @event {VitrineErrorEvent} vitrine-error - The page could not be loaded, or one of its sections not drawn.
 * @cssstate loading - The page is on its way.
 * @cssstate empty - There is nothing to show.
 */
@define('vitrine-sections')
export class VitrineSections extends VitrineElement {
  /** Slug of the page. */
  @property() page = '';

  /** The sections themselves, on a page that has them already. */
  @property({ attribute: false }) sections: readonly Section[] | undefined;

  /** Level of the first section's heading: 1 where it is the page's own, otherwise 2. */
  @property({ type: Number }) level = 2;

  /** Address of a product's page, such as `/products/{handle}`; without it a product opens in a dialog. */
  @property({ attribute: 'product-url' }) productUrl = '';

  private readonly source = new Watch(this, () =>
    this.page && !this.sections && this.store ? pageSections(this.store, this.page) : undefined,
  );

  protected override willUpdate(): void {
    const state = this.source.value;
    if (state?.error) this.report(state.error);
    this.setState('loading', !this.sections && state?.status === 'loading');
    this.setState(
      'empty',
      !this.sections && state !== undefined && state.status !== 'loading' && !state.sections.length,
    );
  }

  protected override render(): TemplateResult {
    const sections = this.sections ?? this.source.value?.sections ?? [];
    return html`<div class="root" part="root">
      ${repeat(
        sections,
        ({ id }, at) => id || at,
        (section, at) =>
          html`<vitrine-section
            .section=${section}
            .level=${at === 0 ? this.level : 2}
            .productUrl=${this.productUrl}
            .theme=${this.theme}
            ?first=${at < FIRST}
          ></vitrine-section>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-sections': VitrineSections;
  }
}
