/** How a build writes `import('./x.ts')`: the file, and what of its exports the module has become. */
const WRITTEN = /import\([`'"](.+?)[`'"]\)(?:\.then\(\(?\w+\)?=>\w+\.(\w+)\))?/;

/**
 * Wraps `() => import('./x.ts')` so that calling it again after a failure fetches again. Browsers remember for the life of
 * the page that an address could not be imported, so each further try uses another address of the same file; which file
 * that is stands only in the code that the build has written. `base` is the `import.meta.url` of the caller.
 */
export function retryImport<Module>(load: () => Promise<Module>, base: string): () => Promise<Module> {
  let failures = 0;
  return async () => {
    const [, path, name] = WRITTEN.exec(String(load)) ?? [];
    try {
      if (!failures || !path) return await load();
      const exports = await import(/* @vite-ignore */ new URL(`${path}?${failures}`, base).href);
      // The same file has the same exports, whatever is behind the question mark.
      return (name ? exports[name] : exports) as Module;
    } catch (error) {
      failures++;
      throw error;
    }
  };
}
