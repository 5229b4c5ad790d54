import { checkAddress, normaliseAddress } from '../../contract/addresses.ts';
import { Address } from '../../contract/orders.ts';
import { plainText } from '../../contract/plain-text.ts';
import type { AccountPage } from '../../middleware/account-pages.ts';
import type { Problems } from '../../pages/account/entry.ts';
import {
  addressesPage,
  addressPage,
  orderPage,
  ordersPage,
  overviewPage,
  preferencesPage,
  profilePage,
} from '../../pages/account/home.ts';
import { LANGUAGES } from '../../pages/account/strings.ts';
import { everyCountry } from '../../pages/countries.ts';
import { ApiError } from '../../services/errors.ts';
import { areaOf, goTo, type Handler, noticeOf, own, type Signed, show } from './page.ts';

const Name = plainText(120).min(1);
const Phone = plainText(40);
const ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const FIELDS = ['name', 'line1', 'line2', 'city', 'region', 'postcode'] as const;
const EMPTY = { name: '', line1: '', line2: '', city: '', region: '', postcode: '' };

const overview: Handler = own(async (c, page, session) => {
  const { orders } = await page.services.customers.orders(session.customerId, { limit: 3 });
  return show(c, overviewPage(areaOf(page), session, orders));
});

const orders: Handler = own(async (c, page, session) => {
  const before = c.req.query('before');
  const found = await page.services.customers.orders(session.customerId, {
    limit: 20,
    before: before && ID.test(before) ? before : undefined,
  });
  return show(c, ordersPage(areaOf(page), found.orders, found.next));
});

const order: Handler = own(async (c, page, { customerId }) => {
  const id = c.req.param('order') ?? '';
  const token = ID.test(id) ? await page.services.customers.orderToken(customerId, id) : null;
  if (token === null) throw new ApiError('order_not_found', 'This is no order of yours.');
  const { order } = await page.services.orders.get(token);
  const items = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return show(c, orderPage(areaOf(page), order, { ...order, items }));
});

async function showProfile(page: AccountPage, { customerId }: Signed, more: Parameters<typeof profilePage>[2] = {}) {
  return profilePage(areaOf(page), await page.services.customers.get(customerId), more);
}

const saveProfile: Handler = own(async (c, page, session) => {
  const { form, say, services } = page;
  const name = Name.safeParse(form.get('name') ?? '').data;
  const phone = Phone.safeParse(form.get('phone') ?? '').data ?? '';
  const locale = form.get('locale') ?? '';
  if (name === undefined)
    return show(c, await showProfile(page, session, { problems: { name: say('required') } }), 400);
  await services.customers.updateProfile(session.customerId, {
    name,
    phone,
    locale: Object.hasOwn(LANGUAGES, locale) ? locale : '',
  });
  return goTo(c, page, `/profile?done=saved${Object.hasOwn(LANGUAGES, locale) ? `&lang=${locale}` : ''}`);
});

/** Countries the shop delivers to; every one where it says nothing of it. */
async function countriesOf({ services }: AccountPage): Promise<readonly string[]> {
  const { shipsTo } = (await services.store.get()).body.store;
  return shipsTo.length > 0 ? shipsTo : everyCountry();
}

const addresses: Handler = own(async (c, page, { customerId }) =>
  show(c, addressesPage(areaOf(page), await page.services.customers.addresses(customerId), noticeOf(c, page))),
);

const editAddress: Handler = own(async (c, page, { customerId }) => {
  const { services } = page;
  const id = c.req.query('id');
  const kept = id ? await services.customers.address(customerId, id) : null;
  const countries = await countriesOf(page);
  const wanted = c.req.query('country') ?? kept?.address.country ?? countries[0] ?? 'DE';
  const country = countries.includes(wanted) ? wanted : (countries[0] ?? 'DE');
  const { name } = await services.customers.get(customerId);
  const address = { ...EMPTY, name, ...kept?.address, country };
  const shown = { id: kept?.id ?? null, address, isDefault: kept?.isDefault ?? false, countries, problems: {} };
  return show(c, addressPage(areaOf(page), shown));
});

const saveAddress: Handler = own(async (c, page, { customerId }) => {
  const { form, say, services } = page;
  const countries = await countriesOf(page);
  const country = form.get('country') ?? '';
  if (!countries.includes(country)) return goTo(c, page, '/addresses/edit');
  const given = Object.fromEntries(FIELDS.map((name) => [name, (form.get(name) ?? '').slice(0, 200)]));
  const address = normaliseAddress({ ...EMPTY, ...given, country });
  const id = form.get('id');
  const kept = id ? await services.customers.address(customerId, id) : null;
  const found = checkAddress(address);
  const parsed = Address.safeParse(address);
  const problems: Problems = Object.fromEntries(FIELDS.map((name) => [name, found[name] && say(found[name])]));
  if (Object.keys(found).length > 0 || !parsed.success) {
    const shown = { id: kept?.id ?? null, address, isDefault: form.get('default') === 'yes', countries, problems };
    return show(c, addressPage(areaOf(page), shown), 400);
  }
  await services.customers.saveAddress(customerId, kept?.id ?? null, parsed.data, form.get('default') === 'yes');
  return goTo(c, page, '/addresses?done=saved');
});

const removeAddress: Handler = own(async (c, page, { customerId }) => {
  await page.services.customers.removeAddress(customerId, page.form.get('id') ?? '');
  return goTo(c, page, '/addresses?done=saved');
});

const preferences: Handler = own(async (c, page, { customerId }) => {
  const { marketing } = await page.services.customers.get(customerId);
  return show(c, preferencesPage(areaOf(page), marketing, noticeOf(c, page)));
});

const savePreferences: Handler = own(async (c, page, { customerId }) => {
  const given = page.form.get('news') === 'yes';
  await page.services.customers.consent(customerId, given, { source: 'account', locale: page.language });
  return goTo(c, page, '/preferences?done=saved');
});

/** Who one is, where one lives, what one has bought. */
export const HOME: Readonly<Record<string, { get?: Handler; post?: Handler }>> = {
  '/': { get: overview },
  '/orders': { get: orders },
  '/orders/:order': { get: order },
  '/profile': {
    get: own(async (c, page, session) => show(c, await showProfile(page, session, { notice: noticeOf(c, page) }))),
    post: saveProfile,
  },
  '/addresses': { get: addresses, post: saveAddress },
  '/addresses/edit': { get: editAddress },
  '/addresses/remove': { post: removeAddress },
  '/preferences': { get: preferences, post: savePreferences },
};
