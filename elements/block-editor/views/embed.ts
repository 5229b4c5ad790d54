import { html, type TemplateResult } from 'lit';
import type { EditorHost } from '../host.ts';

/** What a page needs to show a block: the shop's script, which may stand in it more than once, and the element. */
export const embedOf = (api: string, store: string, name: string, page: string): string =>
  `<script async src="${new URL(`${api}/vitrine.js`, page)}" data-store="${store}" data-cfasync="false"></script>\n` +
  `<vitrine-block name="${name}"></vitrine-block>`;

/** The lines to paste, and a button that copies them. */
export function embedLines(host: EditorHost): { readonly lines: TemplateResult; readonly copy: TemplateResult } {
  const text = embedOf(host.api, host.storeHandle, host.opened!.block.name, location.href);
  return {
    lines: html`<pre
      class="embed"
      dir="ltr"
      role="group"
      tabindex="0"
      aria-label=${host.say('embed')}
    ><code>${text}</code></pre>`,
    copy: html`<button class="button" type="button" @click=${() => host.copy(text)}>${host.say('copy')}</button>`,
  };
}
