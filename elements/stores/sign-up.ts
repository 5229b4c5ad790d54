import type { NewsletterAsked, SignUpNewsletter } from '../../edge-api/contract/newsletter.ts';
import type { ApiClient } from '../client/api-client.ts';

/** Asks for the store's newsletter: an address, and the words that stood beside its field. Rejects with `ApiError`. */
export const signUpTo =
  (client: ApiClient, locale: string) =>
  async (email: string, words: string): Promise<void> => {
    const wish: Omit<SignUpNewsletter, 'website'> = { email, words, page: location.href.slice(0, 2000), locale };
    await client.request<NewsletterAsked>('/newsletter', wish);
  };
