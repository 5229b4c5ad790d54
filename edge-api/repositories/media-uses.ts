import { z } from 'zod';
import { MediaUse } from '../contract/media.ts';
import type { Database } from '../db/database.ts';

/** Uses that are told; nobody reads more of them. */
const MOST_USES = 20;

/** What visitors see, or will when a draft goes live: drafts, live versions, the newest version of a section. History counts for nothing. */
const USES = `
  SELECT 'product' AS kind, p.id, p.title FROM products p
    WHERE p.id IN (SELECT product_id FROM images WHERE instr(url, :digest)
                   UNION SELECT product_id FROM videos WHERE instr(poster, :digest))
  UNION ALL SELECT 'collection', id, title FROM collections WHERE instr(coalesce(image, ''), :digest)
  UNION ALL SELECT 'page', id, title FROM pages WHERE instr(details, :digest)
  UNION ALL SELECT 'page', p.id, v.title FROM pages p JOIN page_versions v ON v.page_id = p.id AND v.version = p.live_version
    WHERE instr(v.details, :digest) AND NOT instr(p.details, :digest)
  UNION ALL SELECT DISTINCT 'section', s.id, coalesce(p.title, s.id) FROM sections s
    JOIN section_versions v ON v.section_id = s.id LEFT JOIN pages p ON p.id = s.page_id
    LEFT JOIN page_versions live ON live.page_id = p.id AND live.version = p.live_version
    WHERE instr(v.content, :digest) AND (v.version IN (s.version, s.live_version) OR EXISTS (
      SELECT 1 FROM json_each(live.sections) shown WHERE shown.value ->> 'id' = s.id AND shown.value ->> 'version' = v.version))
  UNION ALL SELECT 'block', b.name, b.title FROM blocks b
    LEFT JOIN block_versions v ON v.block_id = b.id AND v.version = b.live_version
    WHERE instr(b.source || b.settings || coalesce(v.source || v.settings, ''), :digest)
  UNION ALL SELECT 'author', handle, name FROM authors WHERE instr(coalesce(picture, ''), :digest)
  UNION ALL SELECT 'theme', id, name FROM themes WHERE instr(source || css || own_css, :digest)
  UNION ALL SELECT 'settings', 'settings', 'Settings' FROM store_state WHERE instr(settings, :digest)
  LIMIT ${MOST_USES}`;

/** Where a store shows a picture of its library. */
export async function usesOfMedia(db: Database, digest: string): Promise<MediaUse[]> {
  return z.array(MediaUse).parse((await db.all(USES, { digest })).map((row) => ({ ...row })));
}

/** Columns in which addresses of pictures stand. */
const ADDRESSES: readonly (readonly [table: string, column: string])[] = [
  ['images', 'url'],
  ['products', 'image'],
  ['collections', 'image'],
  ['videos', 'poster'],
  ['pages', 'details'],
  ['page_versions', 'details'],
  ['section_versions', 'content'],
  ['blocks', 'source'],
  ['blocks', 'settings'],
  ['block_versions', 'source'],
  ['block_versions', 'code'],
  ['block_versions', 'settings'],
  ['authors', 'picture'],
  ['themes', 'source'],
  ['themes', 'css'],
  ['themes', 'own_css'],
  ['themes', 'safe_css'],
  ['store_state', 'settings'],
];

/**
 * Makes a copy of a store show the pictures of its own library: addresses that name the other store's name this one. Only
 * those of a library, which have a digest: files that came with a sample shop stay where they are.
 */
export async function adoptMedia(db: Database, from: string, to: string): Promise<void> {
  if (from === to || !(await db.first('SELECT 1 FROM media LIMIT 1'))) return;
  const like = `*/media/${from}/${'[0-9a-f]'.repeat(64)}/*`;
  await db.write(
    ADDRESSES.map(([table, column]) => ({
      sql: `UPDATE ${table} SET ${column} = replace(${column}, ?, ?) WHERE ${column} GLOB ?`,
      args: [`/media/${from}/`, `/media/${to}/`, like],
    })),
  );
}
