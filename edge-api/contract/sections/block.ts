import { z } from '@hono/zod-openapi';
import { SettingId } from '../block-settings.ts';
import { BlockName } from '../blocks.ts';
import { defineSection, type ContentOf } from './define-section.ts';
import { PROSE } from './parts.ts';

/** Most settings that a block has. */
const MOST = 40;

export const block = defineSection({
  type: 'block',
  title: 'Block',
  description: 'What one of the shop’s own blocks draws: a function that its merchant has written.',
  variants: { plain: 'As the block draws it.' },
  // Which blocks there are is the shop's own, and no model is told of it.
  generated: false,
  content: z.object({
    name: BlockName.describe('Name of the block.'),
    settings: z
      .record(
        SettingId,
        z.union([z.string().trim().max(5000).regex(PROSE, 'must be plain text'), z.number(), z.boolean()]),
      )
      .refine((values) => Object.keys(values).length <= MOST, `may hold at most ${MOST} values`)
      .meta({ maxProperties: MOST })
      .default({})
      .describe(
        'Values by id of the block’s settings. What is left out, or does not fit, is the setting’s own default.',
      ),
  }),
  example: { name: 'summer-offers', settings: { collection: 'summer', limit: 3 } },
});
export type BlockContent = ContentOf<typeof block>;
