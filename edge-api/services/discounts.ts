import { monotonicFactory } from 'ulid';
import {
  type AddDiscountCodes,
  type ChangeDiscount,
  codeKey,
  type Discount,
  type DiscountCodeList,
  type DiscountList,
  discountProblem,
  type ListDiscounts,
  type NewDiscount,
} from '../contract/discounts.ts';
import { isoTime } from '../contract/iso-time.ts';
import type { DiscountRepository, NewCode, StoredDiscount } from '../repositories/discounts-admin.ts';
import { ApiError, invalidRequest } from './errors.ts';

/** Active discounts a store may have that apply by themselves: each is thought of for every cart. */
const MOST_AUTOMATIC = 25;
/** Codes of one discount. */
const MOST_CODES = 100_000;

/** Ids ascend within a millisecond too: lists go by them. */
const nextId = monotonicFactory();

/** Discounts, for who sets them. Throws `discount_not_found`, `discount_code_taken`, and `invalid_request` with the field. */
export interface DiscountService {
  list(page: ListDiscounts): Promise<DiscountList>;
  get(id: string): Promise<Discount>;
  create(wish: NewDiscount): Promise<Discount>;
  change(id: string, wish: ChangeDiscount): Promise<Discount>;
  remove(id: string): Promise<void>;
  listCodes(id: string, page: ListDiscounts): Promise<DiscountCodeList>;
  /** Adds all or none. */
  addCodes(id: string, wish: AddDiscountCodes): Promise<Discount>;
  removeCode(id: string, codeId: string): Promise<void>;
}

const discountNotFound = () => new ApiError('discount_not_found', 'No discount has this id.');
const codeTaken = (issues: { path: string; message: string }[] = []) =>
  new ApiError('discount_code_taken', 'A discount of this shop has one of these codes already.', { issues });
const isoOf = (ms: number | null) => (ms === null ? null : isoTime(ms));
const msOf = (iso: string | null) => (iso === null ? null : Date.parse(iso));

const answerOf = ({ startsAt, endsAt, ...discount }: StoredDiscount): Discount => ({
  ...discount,
  startsAt: isoOf(startsAt),
  endsAt: isoOf(endsAt),
});

/** A page of `limit` out of `limit + 1` rows, and where it goes on. */
function pageOf<Row extends { id: string }>(rows: readonly Row[], limit: number): { page: Row[]; next: string | null } {
  const page = rows.slice(0, limit);
  return { page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

function refuse(discount: Parameters<typeof discountProblem>[0]): void {
  const problem = discountProblem(discount);
  if (problem) throw invalidRequest(problem.path, problem.message);
}

export function discountService(discounts: DiscountRepository, now: () => number): DiscountService {
  async function find(id: string): Promise<StoredDiscount> {
    const found = await discounts.find(id);
    if (!found) throw discountNotFound();
    return found;
  }

  /** Codes as they are written. Throws when two are the same, or one is another discount's. */
  async function newCodes(codes: readonly string[], usageLimit: number | null): Promise<NewCode[]> {
    const made = codes.map((code) => ({ id: nextId(now()), code: code.trim(), key: codeKey(code), usageLimit }));
    const twice = made.findIndex(({ key }, at) => made.findIndex((other) => other.key === key) < at);
    if (twice >= 0) throw invalidRequest(`codes.${twice}`, 'The same code stands before.');
    const taken = await discounts.takenKeys(made.map(({ key }) => key));
    if (taken.size > 0)
      throw codeTaken(
        made.flatMap(({ key, code }, at) =>
          taken.has(key) ? [{ path: `codes.${at}`, message: `"${code}" is taken.` }] : [],
        ),
      );
    return made;
  }

  async function leaveRoom(id: string): Promise<void> {
    if ((await discounts.countAutomatic(id)) >= MOST_AUTOMATIC)
      throw invalidRequest('automatic', `At most ${MOST_AUTOMATIC} active discounts apply by themselves.`);
  }

  return {
    async list({ limit, after }) {
      const { page, next } = pageOf(await discounts.list({ limit: limit + 1, after }), limit);
      return { discounts: page.map(answerOf), next };
    },

    get: async (id) => answerOf(await find(id)),

    async create({ codes, startsAt, endsAt, ...wish }) {
      refuse({ ...wish, startsAt, endsAt });
      if (wish.automatic && codes.length > 0) throw invalidRequest('codes', 'What applies by itself has no codes.');
      if (wish.automatic && wish.active) await leaveRoom('');
      const written = await newCodes(codes, null);
      const at = new Date(now()).toISOString();
      const id = nextId(now());
      const made = await discounts.create(
        { ...wish, id, startsAt: msOf(startsAt), endsAt: msOf(endsAt), createdAt: at, updatedAt: at },
        written,
      );
      if (!made) throw codeTaken();
      return answerOf(await find(id));
    },

    async change(id, wish) {
      const before = answerOf(await find(id));
      const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
      const changed: Discount = { ...before, ...given, updatedAt: new Date(now()).toISOString() };
      refuse(changed);
      if (changed.automatic && changed.active && !before.active) await leaveRoom(id);
      await discounts.change({ ...changed, startsAt: msOf(changed.startsAt), endsAt: msOf(changed.endsAt) });
      return changed;
    },

    async remove(id) {
      if (!(await discounts.remove(id))) throw discountNotFound();
    },

    async listCodes(id, { limit, after }) {
      await find(id);
      const { page, next } = pageOf(await discounts.listCodes(id, { limit: limit + 1, after }), limit);
      return { codes: page, next };
    },

    async addCodes(id, { codes, usageLimit }) {
      const { automatic, codeCount } = await find(id);
      if (automatic) throw invalidRequest('codes', 'What applies by itself has no codes.');
      if (codeCount + codes.length > MOST_CODES)
        throw invalidRequest('codes', `At most ${MOST_CODES} codes of one discount.`);
      const written = await newCodes(codes, usageLimit);
      if (!(await discounts.addCodes(id, written, new Date(now()).toISOString()))) throw codeTaken();
      return answerOf(await find(id));
    },

    async removeCode(id, codeId) {
      if (!(await discounts.removeCode(id, codeId))) throw discountNotFound();
    },
  };
}
