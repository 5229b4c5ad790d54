import { checkBlock } from '../check/check.ts';
import { sanitiseBlock, type SanitiseOptions } from '../sanitize/sanitise.ts';

export interface WallRequest {
  readonly sources: readonly string[];
  readonly pages: readonly string[];
  readonly place: SanitiseOptions;
}

/** What both walls say. */
export async function bothWalls({ sources, pages, place }: WallRequest): Promise<unknown> {
  const checked = [];
  for (const source of sources) checked.push(await checkBlock(source));
  return { checked, cleaned: pages.map((page) => sanitiseBlock(page, place)) };
}

/** The Worker that answers with it. */
export default {
  async fetch(request: Request): Promise<Response> {
    return Response.json(await bothWalls((await request.json()) as WallRequest));
  },
};
