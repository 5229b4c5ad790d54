// Made by `node tools/error-pages.ts` from docs/errors/; a test keeps them in step.
import addressTooLong from '../../docs/errors/address_too_long.md';
import authorNotFound from '../../docs/errors/author_not_found.md';
import backupInvalid from '../../docs/errors/backup_invalid.md';
import backupNotFound from '../../docs/errors/backup_not_found.md';
import backupsUnavailable from '../../docs/errors/backups_unavailable.md';
import blockChanged from '../../docs/errors/block_changed.md';
import blockNameTaken from '../../docs/errors/block_name_taken.md';
import blockNotFound from '../../docs/errors/block_not_found.md';
import blockNotPublishable from '../../docs/errors/block_not_publishable.md';
import bodyTooLarge from '../../docs/errors/body_too_large.md';
import cartCodeInvalid from '../../docs/errors/cart_code_invalid.md';
import cartFull from '../../docs/errors/cart_full.md';
import cartNotFound from '../../docs/errors/cart_not_found.md';
import cartTokenInvalid from '../../docs/errors/cart_token_invalid.md';
import checkoutClosed from '../../docs/errors/checkout_closed.md';
import checkoutNotFound from '../../docs/errors/checkout_not_found.md';
import collectionNotFound from '../../docs/errors/collection_not_found.md';
import currencyUnknown from '../../docs/errors/currency_unknown.md';
import customerExists from '../../docs/errors/customer_exists.md';
import customerNotFound from '../../docs/errors/customer_not_found.md';
import customerTokenInvalid from '../../docs/errors/customer_token_invalid.md';
import discountCodeTaken from '../../docs/errors/discount_code_taken.md';
import discountNotFound from '../../docs/errors/discount_not_found.md';
import discountUsedUp from '../../docs/errors/discount_used_up.md';
import domainInvalid from '../../docs/errors/domain_invalid.md';
import domainNotFound from '../../docs/errors/domain_not_found.md';
import domainNotVerified from '../../docs/errors/domain_not_verified.md';
import domainTaken from '../../docs/errors/domain_taken.md';
import environmentInvalid from '../../docs/errors/environment_invalid.md';
import generationFailed from '../../docs/errors/generation_failed.md';
import idempotencyKeyReused from '../../docs/errors/idempotency_key_reused.md';
import illegalMove from '../../docs/errors/illegal_move.md';
import internal from '../../docs/errors/internal.md';
import invalidJson from '../../docs/errors/invalid_json.md';
import invalidRequest from '../../docs/errors/invalid_request.md';
import invalidSection from '../../docs/errors/invalid_section.md';
import keyNotFound from '../../docs/errors/key_not_found.md';
import limitReached from '../../docs/errors/limit_reached.md';
import loaderChunk from '../../docs/errors/loader_chunk.md';
import loaderConfig from '../../docs/errors/loader_config.md';
import mediaInUse from '../../docs/errors/media_in_use.md';
import mediaInvalid from '../../docs/errors/media_invalid.md';
import mediaNotFound from '../../docs/errors/media_not_found.md';
import mediaUnavailable from '../../docs/errors/media_unavailable.md';
import messageNotFound from '../../docs/errors/message_not_found.md';
import messageNotKept from '../../docs/errors/message_not_kept.md';
import methodNotAllowed from '../../docs/errors/method_not_allowed.md';
import migrationEdited from '../../docs/errors/migration_edited.md';
import migrationFailed from '../../docs/errors/migration_failed.md';
import migrationOutOfOrder from '../../docs/errors/migration_out_of_order.md';
import migrationUnknown from '../../docs/errors/migration_unknown.md';
import notDeliverable from '../../docs/errors/not_deliverable.md';
import notEnoughStock from '../../docs/errors/not_enough_stock.md';
import notFound from '../../docs/errors/not_found.md';
import orderChanged from '../../docs/errors/order_changed.md';
import orderNotFound from '../../docs/errors/order_not_found.md';
import orderNotPayable from '../../docs/errors/order_not_payable.md';
import originNotAllowed from '../../docs/errors/origin_not_allowed.md';
import pageChanged from '../../docs/errors/page_changed.md';
import pageGone from '../../docs/errors/page_gone.md';
import pageNotFound from '../../docs/errors/page_not_found.md';
import pageNotPublishable from '../../docs/errors/page_not_publishable.md';
import pageSlugTaken from '../../docs/errors/page_slug_taken.md';
import paymentEventInvalid from '../../docs/errors/payment_event_invalid.md';
import paymentKeysNotKept from '../../docs/errors/payment_keys_not_kept.md';
import paymentUnavailable from '../../docs/errors/payment_unavailable.md';
import postNotFound from '../../docs/errors/post_not_found.md';
import priceChanged from '../../docs/errors/price_changed.md';
import productNotFound from '../../docs/errors/product_not_found.md';
import provisioningGroupUnknown from '../../docs/errors/provisioning_group_unknown.md';
import provisioningRateLimited from '../../docs/errors/provisioning_rate_limited.md';
import provisioningRefused from '../../docs/errors/provisioning_refused.md';
import provisioningUnauthorized from '../../docs/errors/provisioning_unauthorized.md';
import provisioningUnavailable from '../../docs/errors/provisioning_unavailable.md';
import rateLimited from '../../docs/errors/rate_limited.md';
import redirectLoop from '../../docs/errors/redirect_loop.md';
import redirectNotFound from '../../docs/errors/redirect_not_found.md';
import refundTooHigh from '../../docs/errors/refund_too_high.md';
import searchSettingsChanged from '../../docs/errors/search_settings_changed.md';
import sectionChanged from '../../docs/errors/section_changed.md';
import sectionEventInvalid from '../../docs/errors/section_event_invalid.md';
import sectionNotFound from '../../docs/errors/section_not_found.md';
import sectionSenderNotFound from '../../docs/errors/section_sender_not_found.md';
import settingsChanged from '../../docs/errors/settings_changed.md';
import storeBeingCreated from '../../docs/errors/store_being_created.md';
import storeBusy from '../../docs/errors/store_busy.md';
import storeExists from '../../docs/errors/store_exists.md';
import storeHandleInvalid from '../../docs/errors/store_handle_invalid.md';
import storeInvalid from '../../docs/errors/store_invalid.md';
import storeNotFound from '../../docs/errors/store_not_found.md';
import storeSuspended from '../../docs/errors/store_suspended.md';
import storeUnavailable from '../../docs/errors/store_unavailable.md';
import themeNotFound from '../../docs/errors/theme_not_found.md';
import trialEnded from '../../docs/errors/trial_ended.md';
import unauthorized from '../../docs/errors/unauthorized.md';
import webhookNotFound from '../../docs/errors/webhook_not_found.md';

/** Every page about an error code, as Markdown, for a runtime that has no files. */
export const errorPages: Readonly<Record<string, string>> = {
  address_too_long: addressTooLong,
  author_not_found: authorNotFound,
  backup_invalid: backupInvalid,
  backup_not_found: backupNotFound,
  backups_unavailable: backupsUnavailable,
  block_changed: blockChanged,
  block_name_taken: blockNameTaken,
  block_not_found: blockNotFound,
  block_not_publishable: blockNotPublishable,
  body_too_large: bodyTooLarge,
  cart_code_invalid: cartCodeInvalid,
  cart_full: cartFull,
  cart_not_found: cartNotFound,
  cart_token_invalid: cartTokenInvalid,
  checkout_closed: checkoutClosed,
  checkout_not_found: checkoutNotFound,
  collection_not_found: collectionNotFound,
  currency_unknown: currencyUnknown,
  customer_exists: customerExists,
  customer_not_found: customerNotFound,
  customer_token_invalid: customerTokenInvalid,
  discount_code_taken: discountCodeTaken,
  discount_not_found: discountNotFound,
  discount_used_up: discountUsedUp,
  domain_invalid: domainInvalid,
  domain_not_found: domainNotFound,
  domain_not_verified: domainNotVerified,
  domain_taken: domainTaken,
  environment_invalid: environmentInvalid,
  generation_failed: generationFailed,
  idempotency_key_reused: idempotencyKeyReused,
  illegal_move: illegalMove,
  internal: internal,
  invalid_json: invalidJson,
  invalid_request: invalidRequest,
  invalid_section: invalidSection,
  key_not_found: keyNotFound,
  limit_reached: limitReached,
  loader_chunk: loaderChunk,
  loader_config: loaderConfig,
  media_in_use: mediaInUse,
  media_invalid: mediaInvalid,
  media_not_found: mediaNotFound,
  media_unavailable: mediaUnavailable,
  message_not_found: messageNotFound,
  message_not_kept: messageNotKept,
  method_not_allowed: methodNotAllowed,
  migration_edited: migrationEdited,
  migration_failed: migrationFailed,
  migration_out_of_order: migrationOutOfOrder,
  migration_unknown: migrationUnknown,
  not_deliverable: notDeliverable,
  not_enough_stock: notEnoughStock,
  not_found: notFound,
  order_changed: orderChanged,
  order_not_found: orderNotFound,
  order_not_payable: orderNotPayable,
  origin_not_allowed: originNotAllowed,
  page_changed: pageChanged,
  page_gone: pageGone,
  page_not_found: pageNotFound,
  page_not_publishable: pageNotPublishable,
  page_slug_taken: pageSlugTaken,
  payment_event_invalid: paymentEventInvalid,
  payment_keys_not_kept: paymentKeysNotKept,
  payment_unavailable: paymentUnavailable,
  post_not_found: postNotFound,
  price_changed: priceChanged,
  product_not_found: productNotFound,
  provisioning_group_unknown: provisioningGroupUnknown,
  provisioning_rate_limited: provisioningRateLimited,
  provisioning_refused: provisioningRefused,
  provisioning_unauthorized: provisioningUnauthorized,
  provisioning_unavailable: provisioningUnavailable,
  rate_limited: rateLimited,
  redirect_loop: redirectLoop,
  redirect_not_found: redirectNotFound,
  refund_too_high: refundTooHigh,
  search_settings_changed: searchSettingsChanged,
  section_changed: sectionChanged,
  section_event_invalid: sectionEventInvalid,
  section_not_found: sectionNotFound,
  section_sender_not_found: sectionSenderNotFound,
  settings_changed: settingsChanged,
  store_being_created: storeBeingCreated,
  store_busy: storeBusy,
  store_exists: storeExists,
  store_handle_invalid: storeHandleInvalid,
  store_invalid: storeInvalid,
  store_not_found: storeNotFound,
  store_suspended: storeSuspended,
  store_unavailable: storeUnavailable,
  theme_not_found: themeNotFound,
  trial_ended: trialEnded,
  unauthorized: unauthorized,
  webhook_not_found: webhookNotFound,
};
