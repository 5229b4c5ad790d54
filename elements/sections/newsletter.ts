import { html, nothing, type TemplateResult } from 'lit';
import type { NewsletterContent } from '../../edge-api/contract/sections/newsletter.ts';
import { styles } from './newsletter.styles.ts';
import { headingOf, paragraphsOf, pictureOf, type SectionContext, type SectionView } from './section-view.ts';

/**
 * The form, and below it the thanks that its element shows when it worked. By POST: an address has no place in a URL. Without
 * scripts it goes to the page of a store's own host that takes it.
 */
function formOf(
  { heading, text: words, button, consent, thanks }: NewsletterContent,
  text: SectionContext['text'],
  signUp: NonNullable<SectionContext['signUp']>,
): TemplateResult {
  const said = [heading, words, consent].filter(Boolean).join('\n\n');
  return html`<vitrine-newsletter-form .signUp=${(email: string) => signUp(email, said)}>
    <form class="form" method="post" action="/newsletter">
      <label for="sign_up_email">${text('emailLabel')}</label>
      <div class="field">
        <input
          id="sign_up_email"
          name="email"
          type="email"
          autocomplete="email"
          autocapitalize="none"
          spellcheck="false"
          enterkeyhint="send"
          maxlength="254"
          dir="ltr"
          required
          aria-describedby=${consent ? 'sign_up_problem sign_up_consent' : 'sign_up_problem'}
        />
        <button class="primary" part="primary-button">${button ?? text('signUp')}</button>
      </div>
      <p
        class="problem"
        id="sign_up_problem"
        role="alert"
        data-missing=${text('emailMissing')}
        data-invalid=${text('emailInvalid')}
        data-failed=${text('signUpFailed')}
      ></p>
      ${consent ? html`<p class="consent" id="sign_up_consent">${consent}</p>` : nothing}
      <input type="hidden" name="words" value=${said} />
      <p class="progress hidden-text" role="status" data-busy=${text('signingUp')}></p>
    </form>
    <p class="thanks" tabindex="-1" hidden>${thanks ?? text('thanks')}</p>
  </vitrine-newsletter-form>`;
}

export const section: SectionView<NewsletterContent> = {
  styles,
  ready: () => import('./newsletter-form.ts'),
  render(content, context) {
    const { heading, text, picture } = content;
    const { variant, level, first, signUp } = context;
    const shown =
      variant === 'split' || variant === 'card'
        ? pictureOf(picture, { first, sizes: '(min-width: 760px) 50vw, 100vw' })
        : nothing;
    const look = variant === 'card' ? 'panel' : variant;
    return html`<div class="letter ${look} ${shown === nothing ? 'bare' : 'pictured'} ${signUp ? 'asking' : 'mute'}">
      <div class="text">
        <div class="say">
          ${headingOf(level, heading)}
          ${text ? html`<div class="lead" part="intro">${paragraphsOf(text)}</div>` : nothing}
        </div>
        ${signUp ? formOf(content, context.text, signUp) : nothing}
      </div>
      ${shown}
    </div>`;
  },
};
