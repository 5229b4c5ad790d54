import { randomBytes } from 'node:crypto';
import { realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readEnvironment } from '../../edge-api/env.ts';
import { UsageError } from './command.ts';

/** A file that a command writes for whoever asked. */
export interface OutFile {
  /** Where to write: a new file beside it, so that one of its own name is always whole. */
  readonly draft: string;
  /** Gives the written file its name. */
  keep(): void;
  /** Removes what was written. */
  drop(): void;
}

/**
 * The file that `--out` names, checked before anything is read. Throws `UsageError` where no file can be, where one is and
 * `force` was not said, and in the folder of the databases.
 */
export function outFile(out: string, { force }: { force: boolean }): OutFile {
  const folder = dirname(out);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--out names a file in a folder that exists, and ${folder} is none.`);
  const { dataDir } = readEnvironment(process.env);
  if (isInside(realOf(dataDir), realOf(out)) || isInside(realOf(dataDir), join(realOf(folder), basename(out))))
    throw new UsageError(`--out names a file outside of ${dataDir}, where the databases are.`);
  const refuseOther = () => {
    const there = statSync(out, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw new UsageError(`--out names a file, and ${out} is a folder.`);
    if (there && !there.isFile()) throw new UsageError(`--out names a file, and ${out} is none.`);
    if (there && !force) throw new UsageError(`There is a file ${out} already; --force writes over it.`);
  };
  refuseOther();
  const draft = `${out}.${randomBytes(6).toString('hex')}.part`;
  const drop = () => rmSync(draft, { force: true });
  return {
    draft,
    drop,
    keep() {
      try {
        // Another may have come while this one was written.
        refuseOther();
        renameSync(draft, out);
      } catch (error) {
        drop();
        throw error;
      }
    },
  };
}

/** A path with its links followed; as it is where there is nothing. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
};
