import { html } from 'hono/html';
import type { Problems } from './entry.ts';
import type { AreaFrame } from './home.ts';
import { area, entry, field, type Frame, type Html, own, submit } from './layout.ts';
import { sure } from './safety.ts';

/** An e-mail among words, which runs from left to right among any. */
const marked = (email: string): string => `\u2068${email}\u2069`;

/** Asks which e-mail the account shall have. */
export const emailPage = (
  page: AreaFrame,
  shown: {
    readonly email: string;
    readonly isFresh: boolean;
    readonly hasPassword: boolean;
    readonly value?: string;
    readonly problems: Problems;
  },
): Html =>
  area(
    page,
    'profile',
    page.say('changeEmail'),
    html`<section class="card">
      <p>${page.say('changeEmailLead', { email: marked(shown.email) })}</p>
      ${shown.problems['form'] ? html`<p class="note bad" role="alert">${shown.problems['form']}</p>` : ''}
      <form method="post" action="${page.base}/email">
        ${own(page)}
        ${field({
          label: page.say('newEmail'),
          name: 'email',
          type: 'email',
          autocomplete: 'email',
          value: shown.value,
          error: shown.problems['email'],
        })}
        ${sure(page, 'email', shown)}
        <div class="actions">
          ${submit(page.say('sendLink'))}
          <a class="button second" href="${page.base}/profile">${page.say('cancel')}</a>
        </div>
      </form>
    </section>`,
  );

/** What a link in the new mailbox opens: a button, for scanners of mail open links too. */
export const confirmEmailPage = (
  page: AreaFrame,
  token: string,
  email: string,
  problem: string | undefined = undefined,
): Html =>
  area(
    page,
    'profile',
    page.say('changeEmail'),
    html`<section class="card">
      <p>${page.say('confirmEmailLead', { email: marked(email) })}</p>
      ${problem ? html`<p class="note bad" role="alert">${problem}</p>` : ''}
      <form method="post" action="${page.base}/email/confirm">
        ${own(page)}<input type="hidden" name="token" value="${token}" />
        <div class="actions">
          ${submit(page.say('confirm'))} <a class="button second" href="${page.base}">${page.say('cancel')}</a>
        </div>
      </form>
    </section>`,
  );

/** The same link, in a browser where nobody is signed in. */
export const confirmElsewherePage = (page: Frame): Html =>
  entry(
    page,
    page.say('changeEmail'),
    html`<p class="lead">${page.say('confirmEmailHere')}</p>
      <a class="button" href="${page.base}/sign-in">${page.say('signIn')}</a>`,
  );
