import { html } from 'hono/html';
import { type Asked, askedFields, entry, field, type Frame, type Html, type Notice, own, submit } from './layout.ts';

/** What was wrong with a form, in words, by field; `form` is about all of it. */
export type Problems = Readonly<Record<string, string | undefined>>;

interface Entered {
  readonly values?: Readonly<Record<string, string>>;
  readonly problems?: Problems;
  readonly notice?: Notice | null;
}

const noticeOf = ({ problems, notice }: Entered): Notice | null =>
  problems?.['form'] ? { text: problems['form'], bad: true } : (notice ?? null);

const emailField = (page: Frame, { values, problems }: Entered, autocomplete = 'username'): Html =>
  field({
    label: page.say('email'),
    name: 'email',
    type: 'email',
    autocomplete,
    value: values?.['email'],
    error: problems?.['email'],
  });

const newPasswordField = (page: Frame, { problems }: Entered): Html =>
  field({
    label: page.say('newPassword'),
    name: 'password',
    type: 'password',
    autocomplete: 'new-password',
    maxlength: 128,
    hint: page.say('passwordHint'),
    error: problems?.['password'],
  });

/** A button that asks the browser for a passkey; it shows itself where there is JavaScript. */
const passkeyForm = (page: Frame): Html =>
  html`<form
    method="post"
    action="${page.base}/passkeys/sign-in"
    data-passkey="get"
    data-options="${page.base}/passkeys/sign-in/options"
    hidden
  >
    ${own(page)}<input type="hidden" name="answer" value="" />
    <p class="error" role="alert" hidden>${page.say('passkeyFailed')}</p>
    ${submit(page.say('byPasskey'), 'second')}
  </form>`;

export const signInPage = (page: Frame, entered: Entered = {}): Html =>
  entry(
    page,
    page.say('signInTo', { store: page.look.name }),
    html`<form method="post" action="${page.base}/sign-in">
        ${own(page)} ${emailField(page, entered, 'username webauthn')}
        ${field({ label: page.say('password'), name: 'password', type: 'password', autocomplete: 'current-password', maxlength: 128 })}
        ${submit(page.say('signIn'))}
        <div class="between">
          <a href="${page.base}/reset">${page.say('forgot')}</a>
        </div>
      </form>
      <div class="or">${page.say('or')}</div>
      ${passkeyForm(page)}
      <a class="button second" href="${page.base}/mail-link">${page.say('orByMail')}</a>`,
    {
      foot: html`${page.say('newHere')} <a href="${page.base}/sign-up">${page.say('signUp')}</a>`,
      scripts: ['passkeys.js'],
      notice: noticeOf(entered),
    },
  );

export const signUpPage = (page: Frame, entered: Entered = {}): Html =>
  entry(
    page,
    page.say('signUpTitle'),
    html`<form method="post" action="${page.base}/sign-up">
      ${own(page)}
      ${field({
        label: page.say('yourName'),
        name: 'name',
        autocomplete: 'name',
        maxlength: 120,
        value: entered.values?.['name'],
        error: entered.problems?.['name'],
      })}
      ${emailField(page, entered)} ${newPasswordField(page, entered)}
      <label class="check">
        <input type="checkbox" name="news" value="yes" ${entered.values?.['news'] === 'yes' ? html`checked` : ''} />
        <span>${page.say('news')}</span>
      </label>
      ${submit(page.say('signUp'))}
    </form>`,
    {
      foot: html`${page.say('haveAccount')} <a href="${page.base}/sign-in">${page.say('signIn')}</a>`,
      notice: noticeOf(entered),
    },
  );

const backToSignIn = (page: Frame): Html => html`<a href="${page.base}/sign-in">${page.say('back')}</a>`;

export const mailLinkPage = (page: Frame, entered: Entered = {}): Html =>
  entry(
    page,
    page.say('linkTitle'),
    html`<p class="lead">${page.say('linkLead')}</p>
      <form method="post" action="${page.base}/mail-link">
        ${own(page)} ${emailField(page, entered)} ${submit(page.say('sendLink'))}
      </form>`,
    { foot: backToSignIn(page), notice: noticeOf(entered) },
  );

/** Opening a mail's link does nothing yet, for scanners of mail open them too; its button does. */
export const linkPage = (page: Frame, token: string, email: string | null, entered: Entered = {}): Html =>
  entry(
    page,
    page.say('linkTitle'),
    html`<p class="lead">${email === null ? page.say('confirmLinkOther') : page.say('confirmLink', { email })}</p>
      <form method="post" action="${page.base}/link">
        ${own(page)}<input type="hidden" name="token" value="${token}" />
        ${email === null ? emailField(page, entered) : ''} ${submit(page.say('signIn'))}
      </form>`,
    { foot: backToSignIn(page), notice: noticeOf(entered) },
  );

export const verifyPage = (page: Frame, token: string, email: string, entered: Entered = {}): Html =>
  entry(
    page,
    page.say('verifyTitle'),
    html`<p class="lead">${page.say('verifyLead', { email })}</p>
      <form method="post" action="${page.base}/verify">
        ${own(page)}<input type="hidden" name="token" value="${token}" />
        <input type="email" name="email" value="${email}" autocomplete="username" hidden readonly tabindex="-1" />
        ${field({
          label: page.say('password'),
          name: 'password',
          type: 'password',
          autocomplete: 'current-password',
          maxlength: 128,
          error: entered.problems?.['password'],
        })}
        ${submit(page.say('confirm'))}
      </form>
      <p class="quiet">${page.say('verifyNotYou')}</p>`,
    { notice: noticeOf(entered) },
  );

export const resetPage = (page: Frame, entered: Entered = {}): Html =>
  entry(
    page,
    page.say('resetTitle'),
    html`<p class="lead">${page.say('resetLead')}</p>
      <form method="post" action="${page.base}/reset">
        ${own(page)} ${emailField(page, entered)} ${submit(page.say('resetSend'))}
      </form>`,
    { foot: backToSignIn(page), notice: noticeOf(entered) },
  );

export const newPasswordPage = (page: Frame, token: string, entered: Entered = {}): Html =>
  entry(
    page,
    page.say('resetTitle'),
    html`<form method="post" action="${page.base}/reset/new">
      ${own(page)}<input type="hidden" name="token" value="${token}" /> ${newPasswordField(page, entered)}
      ${submit(page.say('resetSave'))}
    </form>`,
    { foot: backToSignIn(page), notice: noticeOf(entered) },
  );

export const sentPage = (page: Frame, email: string): Html =>
  entry(
    page,
    page.say('sentTitle'),
    html`<p>${page.say('sentLead', { email })}</p>
      <p class="quiet">${page.say('sentHint')}</p>`,
    { foot: backToSignIn(page) },
  );

/** A link that was used, or is too old. */
export const gonePage = (page: Frame): Html =>
  entry(
    page,
    page.say('goneTitle'),
    html`<p class="lead">${page.say('goneLead')}</p>
      <a class="button" href="${page.base}/mail-link">${page.say('orByMail')}</a>`,
    { foot: backToSignIn(page) },
  );

/** Asks whether a page that is not the merchant's for sure may know who signs in. */
export const connectPage = (page: Frame, asked: Asked, email: string): Html =>
  entry(
    page,
    page.say('connectTitle', { host: new URL(asked.origin).host }),
    html`<p class="lead">${page.say('connectLead', { email })}</p>
      <form method="post" action="${page.base}/connect">
        ${own(page)}${askedFields(asked)}
        <div class="actions">
          <button name="answer" value="yes">${page.say('connectYes')}</button>
          <button name="answer" value="no" class="second">${page.say('connectNo')}</button>
        </div>
      </form>`,
    { unhurried: true },
  );

/** Hands a code over to the window that opened this one, by a script, or by a way back where there is none. */
export const handOverPage = (
  page: Frame,
  hand: { readonly origin: string; readonly code: string; readonly state: string; readonly back: string | null },
): Html =>
  entry(
    page,
    page.say('signIn'),
    html`<p
        role="status"
        ${hand.back ? '' : html`data-code="${hand.code}" data-origin="${hand.origin}" data-state="${hand.state}"`}
      >
        ${page.say('connectDone')}
      </p>
      ${hand.back ? html`<meta http-equiv="refresh" content="0;url=${hand.back}" />` : ''}
      ${
        hand.back
          ? html`<a class="button" href="${hand.back}"
              >${page.say('connectBack', { host: new URL(hand.origin).host })}</a
            >`
          : ''
      }`,
    { scripts: hand.back ? [] : ['hand-over.js'] },
  );
