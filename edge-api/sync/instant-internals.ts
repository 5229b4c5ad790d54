/**
 * The one import of what `@instantdb/core` does not export, so that server and client agree by construction. The paths
 * are private: the version is pinned, and `instant-internals.test.ts` fails first when they move.
 */
export { transform } from '../../node_modules/@instantdb/core/dist/esm/instaml.js';
export { default as instaql } from '../../node_modules/@instantdb/core/dist/esm/instaql.js';
export { AttrsStoreClass, createStore } from '../../node_modules/@instantdb/core/dist/esm/store.js';
export { default as weakHash } from '../../node_modules/@instantdb/core/dist/esm/utils/weakHash.js';
export { createLinkIndex } from '../../node_modules/@instantdb/core/dist/esm/utils/linkIndex.js';
