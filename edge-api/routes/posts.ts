import { createRoute, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { ListPosts, PostAnswer, PostList, PostTagList } from '../contract/posts.ts';
import type { StoreEnv } from '../middleware/env.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

const tags = ['Blog'];

const listPosts = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/posts',
  tags,
  summary: 'Posts of the blog, newest first: of all, of one tag, of one author.',
  request: { params: StoreParam, query: ListPosts },
  responses: { 200: { description: 'A page of posts.', content: json(PostList) }, ...errors() },
});

const readPost = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/posts/{slug}',
  tags,
  summary: 'A post whole. Its sections are at the page of the same slug.',
  request: {
    params: StoreParam.extend({
      slug: z
        .string()
        .max(240)
        .openapi({ param: { name: 'slug', in: 'path' }, example: 'how-linen-is-woven' }),
    }),
  },
  responses: { 200: { description: 'The post.', content: json(PostAnswer) }, ...errors('post_not_found') },
});

const listTags = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/post-tags',
  tags,
  summary: 'Tags of posts, with how many posts have them.',
  request: { params: StoreParam },
  responses: { 200: { description: 'The tags.', content: json(PostTagList) }, ...errors() },
});

/** A store's posts, as its visitors get them. */
export const postRoutes = (page: MiddlewareHandler<StoreEnv>[]) =>
  storeRouter()
    .openapi({ ...listPosts, middleware: page }, async (c) => {
      const { version, body } = await c.var.services.posts.list(c.req.valid('query'));
      c.set('catalogueVersion', version);
      return c.json(body, 200);
    })
    .openapi({ ...readPost, middleware: page }, async (c) => {
      const { version, body } = await c.var.services.posts.get(c.req.valid('param').slug);
      c.set('catalogueVersion', version);
      return c.json(body, 200);
    })
    .openapi({ ...listTags, middleware: page }, async (c) => {
      const { version, body } = await c.var.services.posts.tags();
      c.set('catalogueVersion', version);
      return c.json(body, 200);
    });
