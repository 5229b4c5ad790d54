/**
 * Wraps `() => import('./x.ts')` so that calling it again after a failure fetches again. Browsers remember for the life of
 * the page that an address could not be imported, so each further try uses another address of the same file; the address
 * is only to be found in the code that the build has written. `base` is the `import.meta.url` of the caller.
 */
export function retryImport<Module>(load: () => Promise<Module>, base: string): () => Promise<Module> {
  let failures = 0;
  return async () => {
    const [, path] = /import\([`'"](.+?)[`'"]/.exec(String(load)) ?? [];
    try {
      // The same file gives the same module, whatever is behind the question mark.
      return await (failures && path
        ? (import(/* @vite-ignore */ new URL(`${path}?${failures}`, base).href) as Promise<Module>)
        : load());
    } catch (error) {
      failures++;
      throw error;
    }
  };
}
