import type { MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import {
  ChangeMedia,
  ListMedia,
  MediaAnswer,
  MediaDetail,
  MediaList,
  RemoveMedia,
  UploadedMedia,
  UploadMedia,
} from '../contract/media.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { rawBody } from '../middleware/raw-body.ts';
import { ApiError, invalidRequest } from '../services/errors.ts';
import { MOST_BYTES } from '../services/media/inspect.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

/** Bytes of a form, and files in it: it is in memory twice while it is taken apart. */
const MOST_FORM_BYTES = MOST_BYTES + 4 * 1024 * 1024;
const MOST_FILES = 20;

const path = '/v1/admin/stores/{store}/media';
const MediaParam = StoreParam.extend({
  mediaId: z
    .string()
    .max(64)
    .openapi({ param: { name: 'mediaId', in: 'path' } }),
});
const tags = ['Media'];
const binary = { type: 'string', format: 'binary' } as const;
const image = { 'image/*': { schema: binary } };
const form = {
  'multipart/form-data': {
    schema: {
      type: 'object' as const,
      properties: { file: { type: 'array' as const, items: binary } },
      required: ['file'],
    },
  },
};
const one = { description: 'The picture.', content: json(MediaAnswer) };
const uploadErrors = ['body_too_large', 'media_invalid', 'media_unavailable', 'limit_reached'] as const;

/** The files of a form, in their order. */
async function filesOf(request: Request): Promise<File[]> {
  const type = request.headers.get('content-type') ?? '';
  const bytes = await rawBody(request, MOST_FORM_BYTES);
  if (!/^multipart\/form-data\s*;/i.test(type))
    throw invalidRequest('content-type', 'This takes a form: multipart/form-data, with files.');
  const parsed = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => undefined);
  if (!parsed) throw invalidRequest('file', 'The form cannot be read.');
  const files: File[] = [];
  for (const [, value] of parsed) if (typeof value !== 'string') files.push(value);
  if (files.length === 0) throw invalidRequest('file', 'The form holds no file.');
  if (files.length > MOST_FILES) throw invalidRequest('file', `A form holds at most ${MOST_FILES} files.`);
  return files;
}

/** The media library of a store. `open` opens the store a key has opened the door of. */
export const mediaAdminRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'Lists pictures, newest first.',
        security,
        middleware: [needs('media:read'), open] as const,
        request: { params: StoreParam, query: ListMedia },
        responses: { 200: { description: 'The pictures.', content: json(MediaList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.media.list(c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path,
        tags,
        summary: 'Uploads a picture: the body is the file itself. The same file again is the picture that is there.',
        security,
        middleware: [needs('media:write'), open] as const,
        request: { params: StoreParam, query: UploadMedia, body: { content: image, required: true } },
        responses: {
          201: { ...one, description: 'It is new.' },
          200: { ...one, description: 'It was there already.' },
          ...adminErrors(...uploadErrors),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const bytes = await rawBody(c.req.raw, MOST_BYTES);
        await platform.usage.mayStore(store.id, (await services.size()).bytes + bytes.byteLength);
        const { media, isNew } = await services.media.add(bytes, c.req.valid('query'));
        if (!isNew) return c.json({ media }, 200);
        const detail = { name: media.name, bytes: media.bytes };
        await platform.audit.record(actor, { storeId: store.id, action: 'media.add', target: media.id, detail });
        return c.json({ media }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/form`,
        tags,
        summary: 'Uploads the files of a form, each for itself: one that is refused does not keep the others out.',
        security,
        middleware: [needs('media:write'), open] as const,
        request: { params: StoreParam, body: { content: form, required: true } },
        responses: {
          200: { description: 'What became of each.', content: json(UploadedMedia) },
          ...adminErrors('body_too_large'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const results: UploadedMedia['results'] = [];
        for (const file of await filesOf(c.req.raw)) {
          const name = file.name.slice(0, 200);
          try {
            if (file.size > MOST_BYTES)
              throw new ApiError('body_too_large', `A file is at most ${MOST_BYTES / 1024} KB.`);
            const bytes = new Uint8Array(await file.arrayBuffer());
            await platform.usage.mayStore(store.id, (await services.size()).bytes + bytes.byteLength);
            const { media, isNew } = await services.media.add(bytes, { name });
            results.push({ name, media, error: null });
            if (!isNew) continue;
            const detail = { name: media.name, bytes: media.bytes };
            await platform.audit.record(actor, { storeId: store.id, action: 'media.add', target: media.id, detail });
          } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            results.push({ name, media: null, error: { code: error.code, message: error.message } });
          }
        }
        return c.json({ results }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${path}/{mediaId}`,
        tags,
        summary: 'A picture, and where it is shown.',
        security,
        middleware: [needs('media:read'), open] as const,
        request: { params: MediaParam },
        responses: {
          200: { description: 'The picture.', content: json(MediaDetail) },
          ...adminErrors('media_not_found'),
        },
      }),
      async (c) => c.json(await c.var.services.media.get(c.req.valid('param').mediaId), 200),
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: `${path}/{mediaId}`,
        tags,
        summary: 'Changes the name or the alternative text of a picture.',
        security,
        middleware: [needs('media:write'), jsonBody, open] as const,
        request: { params: MediaParam, body: { content: json(ChangeMedia), required: true } },
        responses: { 200: one, ...adminErrors('invalid_json', 'body_too_large', 'media_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const wish = c.req.valid('json');
        const media = await services.media.change(c.req.valid('param').mediaId, wish);
        const detail = { changed: Object.keys(wish) };
        await platform.audit.record(actor, { storeId: store.id, action: 'media.change', target: media.id, detail });
        return c.json({ media }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: `${path}/{mediaId}`,
        tags,
        summary: 'Removes a picture and all that was made of it; refused while something shows it.',
        security,
        middleware: [needs('media:write'), open] as const,
        request: { params: MediaParam, query: RemoveMedia },
        responses: {
          204: { description: 'It is gone.' },
          ...adminErrors('media_not_found', 'media_in_use', 'media_unavailable'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const target = c.req.valid('param').mediaId;
        const { force } = c.req.valid('query');
        await services.media.remove(target, force === 'true');
        const detail = { force };
        await platform.audit.record(actor, { storeId: store.id, action: 'media.delete', target, detail });
        return c.body(null, 204);
      },
    );
