import { createRoute, z } from '@hono/zod-openapi';
import {
  type Backup,
  BackupAnswer,
  BackupList,
  ClonedStore,
  ErasedStore,
  NewBackup,
  NewClone,
  PurgeStore,
  RestoredStore,
  VerifiedBackup,
} from '../contract/backups.ts';
import { platformKey } from '../middleware/authenticate.ts';
import { jsonBody } from '../middleware/json-body.ts';
import type { StoreDirectory } from '../middleware/open-store.ts';
import type { StoredBackup } from '../repositories/backups.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const BackupParam = StoreParam.extend({
  backup: z.string().openapi({ param: { name: 'backup', in: 'path' }, description: 'Id of the backup.' }),
});
const GZIP = 'application/gzip';

const shown = ({ id, note, createdAt, bytes, sha256, summary }: StoredBackup): Backup => ({
  id,
  note,
  createdAt,
  bytes,
  sha256,
  schema: summary.schema,
  rows: Object.fromEntries(Object.entries(summary.tables).map(([name, { rows }]) => [name, rows])),
  pictures: summary.files ?? null,
});

/** Backups of a store, its export, its copies, and its end. */
export const backupRoutes = ({ needs, security }: AdminRouting, stores: StoreDirectory) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/backups',
        tags: ['Backups'],
        summary: 'Lists the backups of a store, newest first.',
        security,
        middleware: needs('backups:read'),
        request: { params: StoreParam },
        responses: { 200: { description: 'The backups.', content: json(BackupList) }, ...adminErrors() },
      }),
      async (c) => c.json({ backups: (await c.var.platform.backups.list(c.var.store.id)).map(shown) }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/backups',
        tags: ['Backups'],
        summary: 'Backs a store up as it is now, while it goes on selling.',
        security,
        middleware: [needs('backups:write'), jsonBody] as const,
        request: { params: StoreParam, body: { content: json(NewBackup), required: true } },
        responses: {
          201: { description: 'The backup.', content: json(BackupAnswer) },
          ...adminErrors('invalid_json', 'body_too_large', 'limit_reached', 'store_busy', 'backups_unavailable'),
        },
      }),
      async (c) => {
        const { platform, store, actor } = c.var;
        const { note, ...wish } = c.req.valid('json');
        const backup = await platform.backups.make(store.handle, note, wish);
        const { id, bytes, sha256 } = backup;
        await platform.audit.record(actor, {
          storeId: store.id,
          action: 'backup.create',
          target: id,
          detail: { bytes, sha256 },
        });
        return c.json({ backup: shown(backup) }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/v1/admin/stores/{store}/backups/{backup}',
        tags: ['Backups'],
        summary: 'Removes a backup for good.',
        security,
        middleware: needs('backups:write'),
        request: { params: BackupParam },
        responses: {
          204: { description: 'It is gone.' },
          ...adminErrors('backup_not_found', 'backups_unavailable'),
        },
      }),
      async (c) => {
        const { platform, store, actor } = c.var;
        const { id } = await platform.backups.remove(c.req.valid('param').backup, store.id);
        await platform.audit.record(actor, { storeId: store.id, action: 'backup.remove', target: id });
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/backups/{backup}/verify',
        tags: ['Backups'],
        summary: 'Reads a backup whole and compares it with what was written down when it was made.',
        security,
        middleware: needs('backups:read'),
        request: { params: BackupParam },
        responses: {
          200: { description: 'It is whole.', content: json(VerifiedBackup) },
          ...adminErrors('backup_not_found', 'backup_invalid', 'backups_unavailable'),
        },
      }),
      async (c) => {
        const { platform, store } = c.var;
        const { backup } = await platform.backups.verify(c.req.valid('param').backup, store.id);
        return c.json({ backup: shown(backup), whole: true as const }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/backups/{backup}/restore',
        tags: ['Backups'],
        summary: 'Puts a store back to what it was. It goes on until its new database has proved itself.',
        security,
        middleware: needs('backups:write'),
        request: { params: BackupParam },
        responses: {
          200: { description: 'The store is what the backup was.', content: json(RestoredStore) },
          ...adminErrors('backup_not_found', 'backup_invalid', 'store_busy', 'store_not_found', 'backups_unavailable'),
        },
      }),
      async (c) => {
        const { platform, store, actor } = c.var;
        const { backup: id } = c.req.valid('param');
        await platform.backups.restore(store.handle, { id });
        stores.forget(store.id);
        await platform.audit.record(actor, { storeId: store.id, action: 'backup.restore', target: id });
        return c.json({ store: { handle: store.handle }, backup: { id } }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/export',
        tags: ['Backups'],
        summary: 'The whole store as an archive, as it is now: gzip of lines of JSON.',
        security,
        middleware: needs('backups:read'),
        request: { params: StoreParam },
        responses: {
          200: {
            description: 'The archive. One whose last line is missing was cut off, and no restore takes it.',
            content: { [GZIP]: { schema: z.string().openapi({ format: 'binary' }) } },
          },
          ...adminErrors('store_busy'),
        },
      }),
      async (c) => {
        const { platform, store, actor } = c.var;
        const archive = await platform.backups.export(store.handle);
        await platform.audit.record(actor, { storeId: store.id, action: 'store.export', target: store.id });
        c.header('content-type', GZIP);
        c.header('content-disposition', `attachment; filename="${store.handle}.ndjson.gz"`);
        return c.body(archive, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/platform/stores/{store}/clone',
        tags: ['Platform'],
        summary: 'Makes a preview of a store: its catalogue and settings, in a database of its own.',
        security,
        middleware: [platformKey('stores:write'), jsonBody] as const,
        request: { params: StoreParam, body: { content: json(NewClone), required: true } },
        responses: {
          201: { description: 'The preview.', content: json(ClonedStore) },
          ...adminErrors(
            'invalid_json',
            'body_too_large',
            'store_not_found',
            'store_exists',
            'store_being_created',
            'store_handle_invalid',
            'store_invalid',
            'store_busy',
          ),
        },
      }),
      async (c) => {
        const { platform, actor } = c.var;
        const { withOrders, ...wish } = c.req.valid('json');
        const copy = await platform.backups.clone(c.req.valid('param').store, { ...wish, withOrders });
        const { id, handle, name } = copy;
        const clonedFrom = copy.clonedFrom ?? '';
        await platform.audit.record(actor, {
          storeId: id,
          action: 'store.clone',
          target: id,
          detail: { handle, clonedFrom, withOrders },
        });
        return c.json({ store: { handle, name, clonedFrom } }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/platform/stores/{store}/purge',
        tags: ['Platform'],
        summary: 'Erases a deleted store for good, media and backups included, and looks for all that was kept of it.',
        security,
        middleware: [platformKey('stores:write'), jsonBody] as const,
        request: { params: StoreParam, body: { content: json(PurgeStore), required: true } },
        responses: {
          200: { description: 'What was looked for, and what was found.', content: json(ErasedStore) },
          ...adminErrors('invalid_json', 'body_too_large', 'store_not_found', 'store_invalid', 'store_busy'),
        },
      }),
      async (c) => {
        const { platform, actor } = c.var;
        const { keepBackups } = c.req.valid('json');
        const { storeId, handle, erased, findings } = await platform.erase(c.req.valid('param').store, { keepBackups });
        stores.forget(storeId);
        const detail = { handle, erased, keepBackups };
        await platform.audit.record(actor, { storeId, action: 'store.purge', target: storeId, detail });
        const found = findings.map(({ what, left }) => ({ what, left: [...left] }));
        return c.json({ store: { id: storeId, handle }, erased, findings: found }, 200);
      },
    );
