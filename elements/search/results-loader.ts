import { retryImport } from '../internal/retry-import.ts';
import type { ResultsElement, ResultsHost, ResultsView } from './results-view.ts';

const importResults = retryImport(() => import('./results-view.ts'), import.meta.url);

/** Fetches what shows results when somebody is about to search, so that a box alone stays small. */
export class ResultsLoader {
  /** What shows results, once it is here. */
  view: ResultsView | undefined;

  private readonly element: ResultsElement;
  private readonly host: () => ResultsHost;
  private onItsWay: Promise<ResultsView> | undefined;

  constructor(element: ResultsElement, host: () => ResultsHost) {
    this.element = element;
    this.host = host;
  }

  /** Fetches it once; again after a failure. */
  load(): Promise<ResultsView> {
    this.onItsWay ??= this.fetch();
    return this.onItsWay;
  }

  private async fetch(): Promise<ResultsView> {
    try {
      const { ResultsView } = await importResults();
      this.view = new ResultsView(this.element, this.host());
      this.element.requestUpdate();
      return this.view;
    } catch (error) {
      this.onItsWay = undefined;
      throw error;
    }
  }
}
