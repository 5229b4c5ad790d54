import type { PageDetails } from '../../contract/pages.ts';
import { sanitisePost } from '../../repositories/post-html.ts';

/** What a page says, with the text of a post made safe for any page it is shown on; without it where nothing is left. */
export async function safeDetails({ html, ...details }: PageDetails): Promise<PageDetails> {
  const safe = html === undefined ? '' : await sanitisePost(html);
  return safe === '' ? details : { ...details, html: safe };
}
