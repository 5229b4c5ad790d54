import { monotonicFactory } from 'ulid';
import type { Statement } from '../db/database.ts';
import type { OutboxWork, ToldBlock } from './outbox.ts';

type BlockEvent = Extract<OutboxWork, { kind: 'event' }>;
/** Ids ascend within a millisecond too: what happened to a block is told in order. */
const nextId = monotonicFactory();

/** What the merchant's systems are told of a block, in the transaction that changes it; written only where somebody is told. */
export function blockEvent(type: 'published' | 'switched_off' | 'deleted', block: ToldBlock, at: number): Statement {
  const event: BlockEvent = { kind: 'event', type: `block.${type}`, at: new Date(at).toISOString(), block };
  return {
    sql: `INSERT INTO outbox (id, kind, payload, due_at)
          SELECT :id, 'event', :payload, :at WHERE EXISTS (SELECT 1 FROM webhook_endpoints WHERE status = 'active')`,
    args: { id: nextId(at), payload: JSON.stringify(event), at },
  };
}

/**
 * The notice of a block that was switched off because it failed too often: a mail to the merchant and `block.switched_off` to his
 * systems. It belongs into the batch of the failure that switched it off, behind the statements that write that failure and set
 * `off_at`; `at` is what they set it to, in epoch milliseconds. Where that failure was not the one too many, it writes nothing;
 * nor of another failure in the same millisecond.
 */
export const blockSwitchedOff = (blockId: string, at: number): Statement => ({
  sql: `INSERT INTO outbox (id, kind, payload, due_at)
        SELECT :id, 'event', json_object('kind', 'event', 'type', 'block.switched_off', 'at', :iso, 'block', json_object(
            'id', b.id, 'name', b.name, 'title', b.title, 'version', b.live_version, 'reason', b.off_reason,
            'failure', json((SELECT json_object('reason', f.reason, 'message', f.message, 'line', nullif(f.line, 0), 'column', nullif(f.col, 0))
                        FROM block_failures f WHERE f.block_id = b.id AND f.version = b.live_version
                        ORDER BY f.last_at DESC, f.times DESC LIMIT 1)))), :at
        FROM blocks b WHERE b.id = :blockId AND b.off_at = :at AND b.off_reason = 'failures'
          AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'event' AND o.due_at = :at
            AND o.payload ->> '$.type' = 'block.switched_off' AND o.payload ->> '$.block.id' = b.id)`,
  args: { id: nextId(at), iso: new Date(at).toISOString(), at, blockId },
});
