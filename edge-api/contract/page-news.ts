import { z } from '@hono/zod-openapi';

/** `GET …/page-news`: where an open page hears that something on its store's pages has changed. */
export const PageNewsAnswer = z
  .object({
    /** Null where there is no live sync; changes are seen when the page is opened again. */
    news: z
      .object({
        websocketUri: z.string(),
        appId: z.string(),
        /** What is asked there, in InstantDB's protocol, by nobody. Its answer changes with every change. */
        query: z.record(z.string(), z.unknown()),
      })
      .nullable(),
  })
  .openapi('PageNewsAnswer');
export type PageNewsAnswer = z.infer<typeof PageNewsAnswer>;
