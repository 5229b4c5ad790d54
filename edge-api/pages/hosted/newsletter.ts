import { html } from 'hono/html';
import type { LinkState } from '../newsletter/linked.ts';
import { type NewsletterStrings, newsletterStrings } from '../newsletter/strings.ts';
import type { HostedPage } from './page.ts';
import type { Visit } from './visit.ts';

/** What a page about the newsletter says, in the visitor's language. */
export const wordsFor = ({ locale, store }: Visit): NewsletterStrings => newsletterStrings(locale, store.name);

/** The form that asks for the newsletter; `wrong` is an address that was none. */
export function newsletterPage(visit: Visit, wrong: string | null = null): HostedPage {
  const say = wordsFor(visit);
  return {
    head: { kind: 'page', title: say.title, descriptions: [say.lead] },
    main: html`<form class="message" method="post" action="/newsletter">
      <h1>${say.title}</h1>
      <p class="quiet">${say.lead}</p>
      <div class="field">
        <label for="email">${say.email}</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="email"
          maxlength="254"
          dir="ltr"
          required
          value="${wrong ?? ''}"
          ${wrong === null ? '' : html`aria-invalid="true" aria-describedby="email-error" autofocus`}
        />
        ${wrong === null ? '' : html`<p class="error" id="email-error">${say.emailWrong}</p>`}
      </div>
      <p class="hidden" aria-hidden="true">
        <label>${say.leaveEmpty} <input name="website" tabindex="-1" autocomplete="off" /></label>
      </p>
      <p class="small quiet">${say.consent}</p>
      <button>${say.signUp}</button>
    </form>`,
  };
}

/** What is said to everybody who asked. */
export function newsletterAskedPage(visit: Visit): HostedPage {
  const say = wordsFor(visit);
  return {
    head: { kind: 'account', title: say.askedTitle },
    main: html`<div class="message" role="status">
      <h1>${say.askedTitle}</h1>
      <p>${say.asked}</p>
      <p><a class="button second" href="/">${visit.say('toShop')}</a></p>
    </div>`,
  };
}

/** Where a mail's link leads; its button confirms. */
export function newsletterLinkPage(visit: Visit, state: LinkState): HostedPage {
  const say = wordsFor(visit);
  const [title, text] = {
    asked: [say.confirmTitle, say.confirm],
    done: [say.doneTitle, say.done],
    gone: [say.goneTitle, say.gone],
  }[state] as [string, string];
  const next =
    state === 'asked'
      ? html`<form method="post"><button>${say.confirmButton}</button></form>`
      : html`<p>
          <a class="button second" href="${state === 'gone' ? '/newsletter' : '/'}"
            >${state === 'gone' ? say.signUp : visit.say('toShop')}</a
          >
        </p>`;
  return {
    head: { kind: 'account', title },
    quiet: true,
    main: html`<div class="message">
      <h1>${title}</h1>
      <p>${text}</p>
      ${next}
    </div>`,
  };
}
