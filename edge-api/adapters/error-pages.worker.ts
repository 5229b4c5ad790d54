import bodyTooLarge from '../../docs/errors/body_too_large.md';
import cartFull from '../../docs/errors/cart_full.md';
import cartNotFound from '../../docs/errors/cart_not_found.md';
import cartTokenInvalid from '../../docs/errors/cart_token_invalid.md';
import collectionNotFound from '../../docs/errors/collection_not_found.md';
import idempotencyKeyReused from '../../docs/errors/idempotency_key_reused.md';
import internal from '../../docs/errors/internal.md';
import invalidJson from '../../docs/errors/invalid_json.md';
import invalidRequest from '../../docs/errors/invalid_request.md';
import methodNotAllowed from '../../docs/errors/method_not_allowed.md';
import notDeliverable from '../../docs/errors/not_deliverable.md';
import notEnoughStock from '../../docs/errors/not_enough_stock.md';
import notFound from '../../docs/errors/not_found.md';
import orderNotFound from '../../docs/errors/order_not_found.md';
import priceChanged from '../../docs/errors/price_changed.md';
import productNotFound from '../../docs/errors/product_not_found.md';
import storeNotFound from '../../docs/errors/store_not_found.md';
import storeSuspended from '../../docs/errors/store_suspended.md';
import storeUnavailable from '../../docs/errors/store_unavailable.md';

/** The pages about error codes, as text in the Worker's bundle; a test keeps them in step with the codes. */
export const errorPages: Readonly<Record<string, string>> = {
  body_too_large: bodyTooLarge,
  cart_full: cartFull,
  cart_not_found: cartNotFound,
  cart_token_invalid: cartTokenInvalid,
  collection_not_found: collectionNotFound,
  idempotency_key_reused: idempotencyKeyReused,
  internal: internal,
  invalid_json: invalidJson,
  invalid_request: invalidRequest,
  method_not_allowed: methodNotAllowed,
  not_deliverable: notDeliverable,
  not_enough_stock: notEnoughStock,
  not_found: notFound,
  order_not_found: orderNotFound,
  price_changed: priceChanged,
  product_not_found: productNotFound,
  store_not_found: storeNotFound,
  store_suspended: storeSuspended,
  store_unavailable: storeUnavailable,
};
