import { html } from 'hono/html';
import type { Problems } from './entry.ts';
import type { AreaFrame } from './home.ts';
import { area, field, type Frame, type Html, type Notice, own, submit } from './layout.ts';

interface Device {
  readonly id: string;
  readonly userAgent: string | null;
  readonly updatedAt: string;
}

interface ShownPasskey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

const when = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));

/** What a browser calls itself, in two words: the rest of it is of no use to a reader. */
export function deviceName(userAgent: string | null): string {
  const text = userAgent ?? '';
  const browser = [
    ['Edg', 'Edge'],
    ['OPR', 'Opera'],
    ['Firefox', 'Firefox'],
    ['SamsungBrowser', 'Samsung Internet'],
    ['CriOS', 'Chrome'],
    ['FxiOS', 'Firefox'],
    ['Chrome', 'Chrome'],
    ['Safari', 'Safari'],
  ].find(([mark]) => text.includes(mark!))?.[1];
  const system = [
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android'],
    ['Windows', 'Windows'],
    ['Mac OS', 'macOS'],
    ['CrOS', 'ChromeOS'],
    ['Linux', 'Linux'],
  ].find(([mark]) => text.includes(mark!))?.[1];
  return [browser, system].filter(Boolean).join(' · ') || '—';
}

const currentPassword = (page: Frame, problems: Problems, of = ''): Html =>
  field({
    of,
    label: page.say('currentPassword'),
    name: 'current',
    type: 'password',
    autocomplete: 'current-password',
    maxlength: 128,
    error: problems['current'],
  });

const passwordForm = (page: Frame, email: string, hasPassword: boolean, problems: Problems): Html =>
  html`<section class="card">
    <h2>${page.say(hasPassword ? 'changePassword' : 'setPassword')}</h2>
    <form method="post" action="${page.base}/password">
      ${own(page)}
      <input type="email" name="username" value="${email}" autocomplete="username" hidden readonly tabindex="-1" />
      ${hasPassword ? currentPassword(page, problems) : ''}
      ${field({
        label: page.say('newPassword'),
        name: 'password',
        type: 'password',
        autocomplete: 'new-password',
        maxlength: 128,
        hint: page.say('passwordHint'),
        error: problems['password'],
      })}
      <div>${submit(page.say('save'))}</div>
    </form>
  </section>`;

const passkeySection = (
  page: AreaFrame,
  keys: readonly ShownPasskey[],
  needsPassword: boolean,
  problems: Problems,
): Html =>
  html`<section class="card">
    <h2>${page.say('passkeys')}</h2>
    <p class="lead">${page.say('passkeysLead')}</p>
    ${
      keys.length === 0
        ? ''
        : html`<ul class="list">
            ${keys.map(
              ({ id, name, createdAt }) =>
                html`<li>
                  <span>${name || page.say('passkeyNamed', { when: when(createdAt, page.locale) })}</span>
                  <form method="post" action="${page.base}/passkeys/remove">
                    ${own(page)}<input
                      type="hidden"
                      name="id"
                      value="${id}"
                    />${submit(page.say('remove'), 'plain small')}
                  </form>
                </li>`,
            )}
          </ul>`
    }
    <noscript><p class="quiet">${page.say('passkeyNeedsScript')}</p></noscript>
    <form
      method="post"
      action="${page.base}/passkeys/new"
      data-passkey="new"
      data-options="${page.base}/passkeys/new/options"
      hidden
    >
      ${own(page)}<input type="hidden" name="answer" value="" />
      ${needsPassword ? currentPassword(page, { current: problems['passkey'] }, 'passkey') : ''}
      <p class="error" role="alert" hidden>${page.say('passkeyFailed')}</p>
      <div>${submit(page.say('addPasskey'), 'second')}</div>
    </form>
  </section>`;

export const devicesPage = (
  page: AreaFrame,
  shown: {
    readonly email: string;
    readonly hasPassword: boolean;
    readonly isFresh: boolean;
    readonly here: string;
    readonly devices: readonly Device[];
    readonly passkeys: readonly ShownPasskey[];
    readonly problems: Problems;
    readonly notice: Notice | null;
  },
): Html =>
  area(
    page,
    'devices',
    page.say('devices'),
    html`${passkeySection(page, shown.passkeys, !shown.isFresh && shown.hasPassword, shown.problems)}
      ${passwordForm(page, shown.email, shown.hasPassword, shown.problems)}
      <section class="card">
        <h2>${page.say('sessions')}</h2>
        <ul class="list">
          ${shown.devices.map(
            ({ id, userAgent, updatedAt }) =>
              html`<li>
                <div>
                  <strong>${deviceName(userAgent)}</strong>
                  <div class="quiet">${page.say('lastSeen', { when: when(updatedAt, page.locale) })}</div>
                </div>
                ${
                  id === shown.here
                    ? html`<span class="tag">${page.say('thisDevice')}</span>`
                    : html`<form method="post" action="${page.base}/devices/end">
                        ${own(page)}<input
                          type="hidden"
                          name="id"
                          value="${id}"
                        />${submit(page.say('signOut'), 'second small')}
                      </form>`
                }
              </li>`,
          )}
        </ul>
        ${
          shown.devices.length > 1
            ? html`<form method="post" action="${page.base}/devices/end-others">
                ${own(page)}
                <div>${submit(page.say('endOthers'), 'second')}</div>
              </form>`
            : ''
        }
      </section>`,
    { scripts: ['passkeys.js'], notice: shown.notice },
  );

/** Asks for the password once more, or for a fresh sign-in where there is none. */
export const sure = (
  page: Frame,
  of: string,
  shown: { isFresh: boolean; hasPassword: boolean; problems: Problems },
): Html | string => {
  if (shown.isFresh) return '';
  if (shown.hasPassword)
    return html`<p class="quiet">${page.say('sureLead')}</p>
      ${currentPassword(page, shown.problems, of)}`;
  return html`<p class="note bad">
    ${page.say('sureAgain')} <a href="${page.base}/mail-link">${page.say('signIn')}</a>
  </p>`;
};

export const dataPage = (
  page: AreaFrame,
  shown: {
    readonly isFresh: boolean;
    readonly hasPassword: boolean;
    readonly problems: Problems;
    readonly about: 'export' | 'delete' | null;
  },
): Html => {
  const problemsOf = (about: 'export' | 'delete') => ({
    ...shown,
    problems: shown.about === about ? shown.problems : {},
  });
  return area(
    page,
    'data',
    page.say('data'),
    html`<section class="card">
        <p>${page.say('exportLead')}</p>
        <form method="post" action="${page.base}/data/export">
          ${own(page)} ${sure(page, 'export', problemsOf('export'))}
          <div>${submit(page.say('exportButton'), 'second')}</div>
        </form>
      </section>
      <section class="card">
        <h2>${page.say('deleteTitle')}</h2>
        <p>${page.say('deleteLead')}</p>
        <form method="post" action="${page.base}/data/delete">
          ${own(page)} ${sure(page, 'delete', problemsOf('delete'))}
          <label class="check">
            <input type="checkbox" name="sure" value="yes" required /> <span>${page.say('deleteConfirm')}</span>
          </label>
          ${shown.problems['sure'] ? html`<p class="error" role="alert">${shown.problems['sure']}</p>` : ''}
          <div>${submit(page.say('deleteButton'), 'danger')}</div>
        </form>
      </section>`,
  );
};
