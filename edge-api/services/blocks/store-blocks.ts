import { monotonicFactory } from 'ulid';
import type { Problem } from '../../../sandbox/check/check.ts';
import { isoTime } from '../../contract/iso-time.ts';
import type {
  AdminBlock,
  BlockComparison,
  BlockList,
  BlockVersion,
  BlockVersionList,
  ChangeBlock,
  NewBlock,
  RollBackBlock,
} from '../../contract/blocks-admin.ts';
import type { BlockAdminRepository, BlockDraft, BlockWrite, StoredBlock } from '../../repositories/blocks-admin.ts';
import { ApiError } from '../errors.ts';
import { limitReached } from '../plans.ts';
import { checked, type CheckSource, publishableCode, readDraft } from './publishable.ts';
import { adminBlock, blockSummary, blockVersion } from './shown-block.ts';

/** Ids ascend within a millisecond too. */
const nextId = monotonicFactory();
/** How often a change that was made on no version in particular is tried beside others. */
const TRIES = 5;

/**
 * A store's blocks, for who writes them. `expected` is the version a change was made on; left out, any will do. Throws
 * `block_not_found`, and what changes a block, `block_changed`.
 */
export interface StoreBlocks {
  list(): Promise<BlockList>;
  get(name: string): Promise<AdminBlock>;
  /** Keeps a draft, with problems too. Throws `block_name_taken`, `limit_reached`. */
  create(wish: NewBlock, actor: string): Promise<AdminBlock>;
  /** Changes what is given of the draft, and whether the block is run. */
  change(name: string, wish: ChangeBlock, actor: string, expected?: number): Promise<AdminBlock>;
  /** Makes the draft what visitors see and switches the block on. Throws `block_not_publishable` with its problems. */
  publish(name: string, actor: string, note?: string, expected?: number): Promise<AdminBlock>;
  /** Publishes what an earlier publication was, as a new one, and makes it the draft. What was published once is not checked again. */
  rollBack(name: string, wish: RollBackBlock, actor: string, expected?: number): Promise<AdminBlock>;
  versions(name: string): Promise<BlockVersionList>;
  version(name: string, version: number): Promise<BlockVersion>;
  compare(name: string, from: number | 'draft', to: number | 'draft'): Promise<BlockComparison>;
  /** Answers the id it had. */
  remove(name: string, actor: string, expected?: number): Promise<string>;
}

export interface StoreBlockPorts {
  readonly blocks: BlockAdminRepository;
  /** How many blocks the store may have; null is without limit. */
  readonly most: () => number | null;
  readonly now: () => number;
  /** Reads sources; left out, as often as they come. */
  readonly check?: CheckSource;
}

const notFound = (name: string) => new ApiError('block_not_found', `This shop has no block "${name}".`);
const noVersion = (name: string, version: number) =>
  new ApiError('block_not_found', `The block "${name}" has no version ${version}, or no longer.`);
const changedBy = ({ name, version, updatedBy }: StoredBlock, expected?: number) =>
  new ApiError(
    'block_changed',
    expected === undefined
      ? `The block "${name}" is being changed by others. Read it again.`
      : `The block "${name}" is at version ${version}, changed by ${updatedBy || 'somebody'}, and not at ${expected} any more. Read it again.`,
  );
const nameTaken = (name: string) =>
  new ApiError('block_name_taken', `This shop has a block "${name}" already. Change that one, or take another name.`);

const draftOf = ({ title, source, settings, texts }: BlockDraft): BlockDraft => ({ title, source, settings, texts });
const isSame = (one: BlockDraft, other: BlockDraft): boolean =>
  JSON.stringify(draftOf(one)) === JSON.stringify(draftOf(other));

/** Summer offers, of `summer-offers`. */
const titleOf = (name: string): string => {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

type Change = Pick<BlockWrite, 'draft' | 'publish' | 'on'>;

export function storeBlocks({ blocks, most, now, check = (source) => checked(source) }: StoreBlockPorts): StoreBlocks {
  async function find(name: string): Promise<StoredBlock> {
    const block = await blocks.find(name);
    if (!block) throw notFound(name);
    return block;
  }

  /** What is wrong with a draft. Nothing is with one that was published, where it may not be checked now. */
  async function problemsOf(block: StoredBlock): Promise<readonly Problem[]> {
    try {
      return (await readDraft(block, check)).problems;
    } catch (error) {
      if (!block.changed && error instanceof ApiError && error.code === 'rate_limited') return [];
      throw error;
    }
  }

  async function get(name: string): Promise<AdminBlock> {
    const block = await find(name);
    const [problems, failures] = await Promise.all([problemsOf(block), blocks.failures(block.id)]);
    return adminBlock(block, problems, failures);
  }

  async function expectedBlock(name: string, expected: number | undefined): Promise<StoredBlock> {
    const block = await find(name);
    if (expected !== undefined && expected !== block.version) throw changedBy(block, expected);
    return block;
  }

  /** Changes a block as it was found; again where somebody else has changed it and no version was expected. */
  async function change(
    name: string,
    actor: string,
    expected: number | undefined,
    make: (block: StoredBlock) => Promise<Change | undefined>,
  ): Promise<AdminBlock> {
    for (let tries = 1; ; tries += 1) {
      const before = await expectedBlock(name, expected);
      const wish = await make(before);
      if (!wish) return get(name);
      const outcome = await blocks.write({ before, ...wish, actor, at: now() });
      if (outcome === 'written') return get(name);
      if (expected !== undefined || tries >= TRIES) throw changedBy(await find(name), expected);
    }
  }

  async function findVersion({ id, name }: StoredBlock, version: number) {
    const found = await blocks.findVersion(id, version);
    if (!found) throw noVersion(name, version);
    return found;
  }

  return {
    get,

    list: async () => ({ blocks: (await blocks.list()).map(blockSummary) }),

    async create({ name, title = titleOf(name), source, settings, texts }, actor) {
      const at = now();
      const allowed = most();
      // Before anything is written, for it may be refused.
      await check(source);
      const draft = { title, source, settings, texts };
      const outcome = await blocks.create({ id: `blk_${nextId(at)}`, name, draft, actor, at, most: allowed });
      if (outcome === 'name_taken') throw nameTaken(name);
      if (outcome === 'too_many_blocks') throw limitReached('blocks', await blocks.count(), allowed ?? 0);
      return get(name);
    },

    change: (name, { on, ...wish }, actor, expected) =>
      change(name, actor, expected, async (block) => {
        const draft: BlockDraft = {
          title: wish.title ?? block.title,
          source: wish.source ?? block.source,
          settings: wish.settings ?? block.settings,
          texts: wish.texts ?? block.texts,
        };
        await check(draft.source);
        const switches = on !== undefined && on !== (block.offAt === null);
        if (!switches && isSame(draft, block)) return undefined;
        return switches ? { draft, on } : { draft };
      }),

    publish: (name, actor, note = '', expected) =>
      change(name, actor, expected, async (block) => {
        const code = await publishableCode(block, check);
        if (!block.changed) return block.offAt === null ? undefined : { draft: draftOf(block), on: true };
        return { draft: draftOf(block), publish: { code, note } };
      }),

    rollBack: (name, { version, note = `Back to version ${version}.` }, actor, expected) =>
      change(name, actor, expected, async (block) => {
        const earlier = await findVersion(block, version);
        return { draft: draftOf(earlier), publish: { code: earlier.code, note } };
      }),

    async versions(name) {
      const { id } = await find(name);
      const versions = (await blocks.listVersions(id)).map(({ createdAt, ...version }) => ({
        ...version,
        createdAt: isoTime(createdAt),
      }));
      return { versions };
    },

    version: async (name, version) => blockVersion(await findVersion(await find(name), version)),

    async compare(name, from, to) {
      const block = await find(name);
      const side = async (which: number | 'draft'): Promise<BlockDraft> =>
        which === 'draft' ? block : findVersion(block, which);
      const [before, after] = await Promise.all([side(from), side(to)]);
      const { compareBlocks } = await import('./compare-blocks.ts');
      return { from, to, ...compareBlocks(before, after) };
    },

    async remove(name, actor, expected) {
      for (let tries = 1; ; tries += 1) {
        const block = await expectedBlock(name, expected);
        if ((await blocks.remove(block, actor, now())) === 'written') return block.id;
        if (expected !== undefined || tries >= TRIES) throw changedBy(block, expected);
      }
    },
  };
}
