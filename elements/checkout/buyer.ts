import type { ApiClient } from '../client/api-client.ts';
import { asCustomer, keptCustomer } from '../client/customer-client.ts';
import { shopClient, type ShopClient } from '../client/shop-client.ts';

/** Asks for prices and places orders as the customer who is signed in on this page, else as a guest. */
export const buyer = (client: ApiClient): ShopClient =>
  shopClient(keptCustomer(client.base) ? { ...client, request: asCustomer(client) } : client);

/** Whether somebody is signed in who has saved addresses. */
export const hasAddresses = (client: ApiClient): boolean =>
  Boolean(keptCustomer(client.base)?.customer.addressLabels.length);

/** The e-mail of a signed-in customer's account, as far as the page may see it; '' for a guest. */
export const ownEmail = (client: ApiClient): string => keptCustomer(client.base)?.customer.maskedEmail ?? '';

/** What a signed-in customer is greeted by; '' for a guest. The page knows no more than this. */
export function buyerName(client: ApiClient): string {
  const customer = keptCustomer(client.base)?.customer;
  return customer ? [customer.firstName, customer.maskedEmail].filter(Boolean).join(' · ') : '';
}
