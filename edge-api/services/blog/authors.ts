import { isoTime } from '../../contract/iso-time.ts';
import type { Author, AuthorList, PutAuthor } from '../../contract/posts.ts';
import type { PostRepository, StoredAuthor } from '../../repositories/posts.ts';
import { ApiError, invalidRequest } from '../errors.ts';

/** Authors a store may have. */
const MOST_AUTHORS = 500;

/** Who writes a store's posts, for who sets it. Throws `author_not_found`. */
export interface AuthorService {
  list(): Promise<AuthorList>;
  get(handle: string): Promise<Author>;
  /** Makes an author, or replaces what is said of one. */
  put(handle: string, wish: PutAuthor): Promise<{ author: Author; isNew: boolean }>;
  /** Posts keep the handle, and name nobody until there is such an author again. */
  remove(handle: string): Promise<void>;
}

const notFound = () => new ApiError('author_not_found', 'No author has this handle.');

/** An author as answers show one. */
export const shownAuthor = ({ createdAt, updatedAt, ...author }: StoredAuthor): Author => ({
  ...author,
  createdAt: isoTime(createdAt),
  updatedAt: isoTime(updatedAt),
});

export function authorService(posts: PostRepository, now: () => number): AuthorService {
  return {
    list: async () => ({ authors: (await posts.authors()).map(shownAuthor) }),
    async get(handle) {
      const found = await posts.author(handle);
      if (!found) throw notFound();
      return shownAuthor(found);
    },
    async put(handle, wish) {
      const before = await posts.author(handle);
      const at = now();
      const author: StoredAuthor = { ...wish, handle, createdAt: before?.createdAt ?? at, updatedAt: at };
      if (!(await posts.putAuthor(author, MOST_AUTHORS)))
        throw invalidRequest('author', `A store has at most ${MOST_AUTHORS} authors.`);
      return { author: shownAuthor(author), isNew: before === undefined };
    },
    async remove(handle) {
      if (!(await posts.removeAuthor(handle))) throw notFound();
    },
  };
}
