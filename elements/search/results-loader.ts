import { retryImport } from '../internal/retry-import.ts';
import type { ResultsHost } from './results-host.ts';
import type { ResultsView } from './results-view.ts';

const importResults = retryImport(() => import('./results-view.ts'), import.meta.url);

/** Fetches all that is not the box when somebody is about to search, so that a box alone stays small. */
export class ResultsLoader {
  /** What searches and shows results, once it is here. */
  view: ResultsView | undefined;

  private readonly host: () => ResultsHost;
  private onItsWay: Promise<ResultsView> | undefined;

  constructor(host: () => ResultsHost) {
    this.host = host;
  }

  /** Fetches it once; again after a failure. */
  load(): Promise<ResultsView> {
    return (this.onItsWay ??= importResults().then(
      ({ ResultsView }) => {
        const host = this.host();
        this.view = new ResultsView(host);
        host.element.requestUpdate();
        return this.view;
      },
      (error: unknown) => {
        this.onItsWay = undefined;
        throw error;
      },
    ));
  }
}
