import { z } from '@hono/zod-openapi';
import { ShownBlock } from '../blocks.ts';
import { SectionSettings } from './parts.ts';

/** A section as shoppers' pages get it: valid for its type, with what the shop knows of its pictures. */
export const Section = z
  .object({
    id: z.string(),
    /** One of the types of `section-types.ts`; what a page does not know it shows nothing for. */
    type: z.string(),
    variant: z.string(),
    content: z.record(z.string(), z.unknown()),
    settings: SectionSettings,
    /** Of a section of type `block`: what the block has drawn; null where it has nothing to show. The shop fills it in. */
    shown: ShownBlock.nullable().optional(),
    /** Goes up with each change of it. */
    version: z.int(),
  })
  .openapi('Section');
export type Section = z.infer<typeof Section>;
