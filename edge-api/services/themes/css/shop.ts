import { LIMITS } from './allowed.ts';
import type { CssNode, CssParser } from './node.ts';

export type RemovedCode =
  | 'at_rule'
  | 'font'
  | 'selector'
  | 'selector_outside'
  | 'selector_attribute'
  | 'selector_pseudo'
  | 'property'
  | 'not_css'
  | 'function'
  | 'url_place'
  | 'url_remote'
  | 'url_kind'
  | 'position'
  | 'z_index'
  | 'content'
  | 'animation'
  | 'text'
  | 'too_large'
  | 'too_many';

/** Something that was taken out: where it stood, counted from 1, and why. */
export interface Removed {
  readonly line: number;
  readonly column: number;
  readonly code: RemovedCode;
  readonly message: string;
}

/** The shop that CSS is for. */
export interface CssScope {
  /** The shop's root: one class (`.shop`) or one id. */
  readonly scope: string;
  /** Begins the names of layers and movements, such as `halden-`. */
  readonly prefix: string;
  /** Where pictures and fonts may lie: paths that begin and end with a slash. */
  readonly paths: readonly string[];
}

/** What all of a reading share. */
export interface Reading extends CssScope {
  readonly parser: CssParser;
  /** The scope as a node. */
  readonly root: CssNode;
  /** Tells what goes, and answers null, for what is left of it. */
  refuse(at: CssNode | undefined, code: RemovedCode, message: string): null;
  /** Counts work; false once there was too much. */
  spend(steps: number): boolean;
  /** Counts a rule; false once there were too many. */
  countRule(): boolean;
  /** The most stops that a movement of this sheet has. */
  readonly mostStops: number;
  /** Whether a movement of this sheet goes on for more than three rounds. */
  readonly isEndless: boolean;
}

/** A name that nothing is hidden in: browsers decode escapes, and two readers may do so differently. */
export const isPlainName = (name: string): boolean => name !== '' && !name.includes('\\');

/** Texts that could end the element a style sheet stands in. */
export const isQuietText = (value: string): boolean =>
  !/<[/!]/.test(value) && [...value].length <= LIMITS.text && !/[\0\p{Cs}]/u.test(value);
