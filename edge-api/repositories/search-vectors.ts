import { z } from 'zod';
import type { Database, Statement } from '../db/database.ts';
import { flag, json } from './columns.ts';
import { ON_SALE } from './product-filters.ts';

/** How far the vectors of a store are. */
export interface VectorProgress {
  /** Tells this database's rows from those of any other. */
  readonly epoch: string;
  /** Number of the last change of the catalogue, and of the last one whose vectors are made. */
  readonly seq: number;
  readonly embeddedSeq: number;
  /** Name of the model all vectors are of; '' before the first. */
  readonly model: string;
}

const ProgressRow = z.object({ epoch: z.string(), seq: z.int(), embeddedSeq: z.int(), model: z.string() });

const PendingRow = z.object({
  product: z.int(),
  seq: z.int(),
  onSale: flag,
  title: z.string().nullable(),
  productType: z.string().nullable(),
  vendor: z.string().nullable(),
  tags: json(z.array(z.string())).nullable(),
  description: z.string().nullable(),
  textHash: z.string().nullable(),
});
/** A product that has changed; one that is gone or not on sale has no texts. `textHash` tells of what its vector was made. */
export type PendingProduct = z.infer<typeof PendingRow>;

export interface NewVector {
  readonly product: number;
  readonly vector: Float32Array;
  readonly textHash: string;
}

const NearRow = z.object({ row: z.int(), distance: z.number().nullable() });
/** A product by its row id, and how much it is alike: 1 the same, 0 nothing in common. */
export interface Near {
  readonly row: number;
  readonly similarity: number;
}

const bytesColumn = z.instanceof(ArrayBuffer);
const VectorRow = z.object({ row: z.int(), vector: bytesColumn });
const AboutRow = z.object({ epoch: z.string(), model: z.string(), most: z.int() });
/** Vectors that were asked for, and what there is. */
export interface SearchBeginning {
  /** See `VectorProgress`. */
  readonly epoch: string;
  readonly model: string;
  /** About how many vectors there are, and never fewer. */
  readonly most: number;
  readonly vectors: readonly Float32Array[];
}
const CodeRow = z.object({ row: z.int(), seq: z.int(), bits: bytesColumn.nullable() });
/** The signs of a vector's dimensions, one bit each, or null for a product that has none any more. */
export interface Code {
  readonly row: number;
  readonly seq: number;
  readonly bits: Uint32Array | null;
}

/** Vectors of the products on sale. */
export interface VectorRepository {
  progress(): Promise<VectorProgress>;
  /** Forgets all vectors, so that those of this model are made. */
  useModel(model: string): Promise<void>;
  /** Products that changed after `seq`, in the order of their changes. */
  pending(seq: number, limit: number): Promise<PendingProduct[]>;
  /**
   * Writes vectors, takes away those of products that are gone, and notes that all changes up to `seq` are done: in one
   * transaction, unless another model is used by now. `completes` tells that shoppers see other answers from now on.
   */
  write(
    model: string,
    made: readonly NewVector[],
    gone: readonly number[],
    seq: number,
    completes: boolean,
  ): Promise<void>;
  /** What a search by vectors begins with: the vectors of these products, as far as there are some, and what there is to search. */
  begin(rows: readonly number[]): Promise<SearchBeginning>;
  /** The nearest of all, or of these rows: every vector is compared. */
  nearest(vector: Float32Array, k: number, rows?: readonly number[]): Promise<Near[]>;
  /** The same by a first look at one bit a dimension, and a second at the best `candidates` of it. */
  nearestByBits(vector: Float32Array, k: number, candidates: number): Promise<Near[]>;
  /** Signs of the vectors of products that changed after `seq`, in the order of their changes, and only of changes that are done. */
  codes(seq: number, limit: number): Promise<Code[]>;
}

/** A vector as the database takes it: little-endian floats. */
const blob = (vector: Float32Array): ArrayBuffer => new Float32Array(vector).buffer;

/** What our machines have in memory is what libSQL stores: little-endian floats, after which nothing comes. */
const floats = (bytes: ArrayBuffer): Float32Array => new Float32Array(bytes.slice(0, bytes.byteLength & ~3));

/** Bits of a 1-bit vector without the bytes behind them that say what it is. */
const words = (bytes: ArrayBuffer): Uint32Array => new Uint32Array(bytes.slice(0, (bytes.byteLength - 3) & ~3));

function nearOf(rows: readonly unknown[]): Near[] {
  return rows.flatMap((found) => {
    const { row, distance } = NearRow.parse(found);
    // A vector without direction is not near to anything.
    return distance === null ? [] : [{ row, similarity: 1 - distance }];
  });
}

function writeOne({ product, vector, textHash }: NewVector, model: string): Statement[] {
  const bytes = blob(vector);
  return [
    {
      sql: `INSERT OR REPLACE INTO product_vectors (product, vector)
            SELECT ?, ? FROM meaning_state WHERE model = ?`,
      args: [product, bytes, model],
    },
    {
      sql: `INSERT OR REPLACE INTO product_vector_bits (product, bits, text_hash)
            SELECT ?, vector1bit(?), ? FROM meaning_state WHERE model = ?`,
      args: [product, bytes, textHash, model],
    },
  ];
}

export function vectorRepository(db: Database): VectorRepository {
  return {
    async progress() {
      const row = await db.first(
        `SELECT s.epoch, s.seq, s.embedded_seq AS "embeddedSeq", m.model FROM search_state s, meaning_state m`,
      );
      return ProgressRow.parse(row);
    },

    async useModel(model) {
      await db.write([
        { sql: 'DELETE FROM product_vectors' },
        { sql: 'DELETE FROM product_vector_bits' },
        { sql: 'UPDATE meaning_state SET model = ?', args: [model] },
        { sql: 'UPDATE search_state SET embedded_seq = 0' },
      ]);
    },

    async pending(seq, limit) {
      const rows = await db.all(
        `SELECT c.product, c.seq, p.id IS NOT NULL AS "onSale", p.title, p.product_type AS "productType", p.vendor, p.tags,
           substr(p.description_text, 1, 1500) AS description, b.text_hash AS "textHash"
         FROM search_changes c
         LEFT JOIN products p ON p.rowid = c.product AND ${ON_SALE}
         LEFT JOIN product_vector_bits b ON b.product = c.product
         WHERE c.seq > ? ORDER BY c.seq LIMIT ?`,
        [seq, limit],
      );
      return rows.map((row) => PendingRow.parse(row));
    },

    async write(model, made, gone, seq, completes) {
      const goneRows = JSON.stringify(gone);
      await db.write([
        ...made.flatMap((one) => writeOne(one, model)),
        { sql: 'DELETE FROM product_vectors WHERE product IN (SELECT value FROM json_each(?))', args: [goneRows] },
        { sql: 'DELETE FROM product_vector_bits WHERE product IN (SELECT value FROM json_each(?))', args: [goneRows] },
        {
          sql: `UPDATE search_state SET embedded_seq = max(embedded_seq, ?)
                WHERE EXISTS (SELECT 1 FROM meaning_state WHERE model = ?)`,
          args: [seq, model],
        },
        ...(completes ? [{ sql: 'UPDATE store_state SET catalogue_version = catalogue_version + 1' }] : []),
      ]);
    },

    async begin(rows) {
      const [vectors, about] = await db.read([
        {
          sql: 'SELECT product AS row, vector FROM product_vectors WHERE product IN (SELECT value FROM json_each(?))',
          args: [JSON.stringify(rows)],
        },
        {
          sql: `SELECT s.epoch, m.model, (SELECT coalesce(max(product), 0) FROM product_vectors) AS most
                FROM search_state s, meaning_state m`,
        },
      ]);
      return {
        ...AboutRow.parse(about?.[0]),
        vectors: (vectors ?? []).map((row) => floats(VectorRow.parse(row).vector)),
      };
    },

    async nearest(vector, k, rows) {
      const among =
        rows === undefined
          ? 'product_vectors v'
          : 'json_each(:rows) r CROSS JOIN product_vectors v ON v.product = r.value';
      return nearOf(
        await db.all(
          `SELECT v.product AS row, vector_distance_cos(v.vector, :vector) AS distance
           FROM ${among} ORDER BY distance, row LIMIT :k`,
          { vector: blob(vector), k, ...(rows ? { rows: JSON.stringify(rows) } : {}) },
        ),
      );
    },

    async nearestByBits(vector, k, candidates) {
      return nearOf(
        await db.all(
          `SELECT v.product AS row, vector_distance_cos(v.vector, :vector) AS distance
           FROM (SELECT product FROM product_vector_bits
                 ORDER BY vector_distance_cos(bits, vector1bit(:vector)) LIMIT :candidates) c
           JOIN product_vectors v ON v.product = c.product
           ORDER BY distance, row LIMIT :k`,
          { vector: blob(vector), k, candidates },
        ),
      );
    },

    async codes(seq, limit) {
      const rows = await db.all(
        `SELECT c.product AS row, c.seq, b.bits FROM search_changes c
         LEFT JOIN product_vector_bits b ON b.product = c.product
         WHERE c.seq > ? AND c.seq <= (SELECT embedded_seq FROM search_state) ORDER BY c.seq LIMIT ?`,
        [seq, limit],
      );
      return rows.map((one) => {
        const { row, seq, bits } = CodeRow.parse(one);
        return { row, seq, bits: bits && words(bits) };
      });
    },
  };
}
