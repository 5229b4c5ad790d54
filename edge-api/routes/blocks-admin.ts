import type { Context, MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import {
  type AdminBlock,
  AdminBlockAnswer,
  BlockComparison,
  BlockList,
  BlockVersionAnswer,
  BlockVersionList,
  ChangeBlock,
  CompareBlocks,
  NewBlock,
  PublishBlock,
  RollBackBlock,
} from '../contract/blocks-admin.ts';
import type { AdminEnv, ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { expectedVersion, versionTag } from './if-match.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/blocks';
const one = `${path}/{name}`;
const BlockParam = StoreParam.extend({
  name: z
    .string()
    .max(64)
    .openapi({ param: { name: 'name', in: 'path' }, example: 'summer-offers' }),
});
const VersionParam = BlockParam.extend({
  version: z.coerce
    .number()
    .int()
    .min(1)
    .max(1e9)
    .openapi({ param: { name: 'version', in: 'path' }, example: 1 }),
});
const tags = ['Blocks'];
const block = { description: 'The block as it is now.', content: json(AdminBlockAnswer) };
const BODY = ['invalid_json', 'body_too_large'] as const;
const CHANGE = ['block_not_found', 'block_changed'] as const;

type Here = Context<AdminEnv & ServicesEnv>;

/** Writes a change down, and says which version it made. */
async function noted(c: Here, action: string, made: AdminBlock, detail: Readonly<Record<string, unknown>> = {}) {
  const { platform, store, actor } = c.var;
  await platform.audit.record(actor, {
    storeId: store.id,
    action: `block.${action}`,
    target: made.id,
    detail: { name: made.name, ...detail },
  });
  c.header('etag', versionTag(made.version));
}
const expected = (c: { req: { header(name: string): string | undefined } }) =>
  expectedVersion(c.req.header('if-match'));

/** A store's blocks, for who writes them. `open` opens the store a key has opened the door of. */
export const blockAdminRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'Lists the blocks by name, without their sources.',
        security,
        middleware: [needs('blocks:read'), open] as const,
        request: { params: StoreParam },
        responses: { 200: { description: 'The blocks.', content: json(BlockList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.blocks.list(), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path,
        tags,
        summary: 'Makes a block; it is a draft, kept with its `problems` too.',
        security,
        middleware: [needs('blocks:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(NewBlock), required: true } },
        responses: { 201: block, ...adminErrors(...BODY, 'block_name_taken', 'limit_reached') },
      }),
      async (c) => {
        const made = await c.var.services.blocks.create(c.req.valid('json'), c.var.actor.name);
        await noted(c, 'create', made);
        return c.json({ block: made }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: one,
        tags,
        summary: 'A block with its draft, what the check finds in it, and where it failed for visitors.',
        security,
        middleware: [needs('blocks:read'), open] as const,
        request: { params: BlockParam },
        responses: { 200: block, ...adminErrors('block_not_found') },
      }),
      async (c) => {
        const found = await c.var.services.blocks.get(c.req.valid('param').name);
        c.header('etag', versionTag(found.version));
        return c.json({ block: found }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: one,
        tags,
        summary:
          'Changes what is given of the draft, which is kept with its `problems` too, or switches the block off and on. `If-Match` may name its version.',
        security,
        middleware: [needs('blocks:write'), jsonBody, open] as const,
        request: { params: BlockParam, body: { content: json(ChangeBlock), required: true } },
        responses: { 200: block, ...adminErrors(...BODY, ...CHANGE) },
      }),
      async (c) => {
        const wish = c.req.valid('json');
        const { name } = c.req.valid('param');
        const changed = await c.var.services.blocks.change(name, wish, c.var.actor.name, expected(c));
        const { on, ...draft } = wish;
        await noted(c, 'change', changed, { changed: Object.keys(draft), ...(on === undefined ? {} : { on }) });
        return c.json({ block: changed }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: one,
        tags,
        summary: 'Deletes a block with all its versions. Pages that name it show nothing in its place.',
        security,
        middleware: [needs('blocks:write'), open] as const,
        request: { params: BlockParam },
        responses: { 204: { description: 'It is gone.' }, ...adminErrors(...CHANGE) },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { name } = c.req.valid('param');
        const target = await services.blocks.remove(name, actor.name, expected(c));
        await platform.audit.record(actor, { storeId: store.id, action: 'block.delete', target, detail: { name } });
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${one}/publish`,
        tags,
        summary:
          'Makes the draft what visitors see, and switches the block on; no new version where they see it already.',
        security,
        middleware: [needs('blocks:write'), jsonBody, open] as const,
        request: { params: BlockParam, body: { content: json(PublishBlock), required: true } },
        responses: { 200: block, ...adminErrors(...BODY, ...CHANGE, 'block_not_publishable') },
      }),
      async (c) => {
        const { name } = c.req.valid('param');
        const { note } = c.req.valid('json');
        const live = await c.var.services.blocks.publish(name, c.var.actor.name, note, expected(c));
        await noted(c, 'publish', live, { version: live.liveVersion });
        return c.json({ block: live }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${one}/versions`,
        tags,
        summary: 'The publications of a block, newest first, without their sources; the newest hundred are kept.',
        security,
        middleware: [needs('blocks:read'), open] as const,
        request: { params: BlockParam },
        responses: {
          200: { description: 'The publications.', content: json(BlockVersionList) },
          ...adminErrors('block_not_found'),
        },
      }),
      async (c) => c.json(await c.var.services.blocks.versions(c.req.valid('param').name), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${one}/versions/{version}`,
        tags,
        summary: 'One publication with its source.',
        security,
        middleware: [needs('blocks:read'), open] as const,
        request: { params: VersionParam },
        responses: {
          200: { description: 'The publication.', content: json(BlockVersionAnswer) },
          ...adminErrors('block_not_found'),
        },
      }),
      async (c) => {
        const { name, version } = c.req.valid('param');
        return c.json({ version: await c.var.services.blocks.version(name, version) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${one}/compare`,
        tags,
        summary: 'What differs between two publications, or one and the draft: sources line by line, all else by name.',
        security,
        middleware: [needs('blocks:read'), open] as const,
        request: { params: BlockParam, query: CompareBlocks },
        responses: {
          200: { description: 'What differs.', content: json(BlockComparison) },
          ...adminErrors('block_not_found'),
        },
      }),
      async (c) => {
        const { from, to } = c.req.valid('query');
        return c.json(await c.var.services.blocks.compare(c.req.valid('param').name, from, to), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${one}/roll-back`,
        tags,
        summary:
          'Publishes an earlier publication again, as a new one, and makes it the draft in place of the one that is there.',
        security,
        middleware: [needs('blocks:write'), jsonBody, open] as const,
        request: { params: BlockParam, body: { content: json(RollBackBlock), required: true } },
        responses: { 200: block, ...adminErrors(...BODY, ...CHANGE) },
      }),
      async (c) => {
        const { name } = c.req.valid('param');
        const wish = c.req.valid('json');
        const back = await c.var.services.blocks.rollBack(name, wish, c.var.actor.name, expected(c));
        await noted(c, 'roll_back', back, { to: wish.version, version: back.liveVersion });
        return c.json({ block: back }, 200);
      },
    );
