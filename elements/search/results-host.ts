import type { ReactiveControllerHost } from 'lit';
import type { Text } from '../internal/strings.ts';
import type { StoreContext } from '../store/context.ts';
import type { Combobox } from './combobox.ts';
import type { english as boxEnglish } from './search.strings.ts';

/** The element that shows results. */
export type ResultsElement = HTMLElement &
  ReactiveControllerHost & {
    readonly locale: string;
    readonly limit: number;
    readonly results: string;
    readonly recent: string;
    readonly productUrl: string;
    readonly collectionUrl: string;
    readonly urlState: string | undefined;
  };

/** What the results need of the element they are in. */
export interface ResultsHost {
  readonly element: ResultsElement;
  readonly root: ShadowRoot;
  readonly text: Text<keyof typeof boxEnglish>;
  readonly box: Combobox;
  store(): StoreContext | undefined;
  /** Takes the suggestions back. */
  dismiss(): void;
  /** Tells a screen reader. */
  say(said: string): void;
  /** Tells the page. */
  report(error: unknown): void;
}
