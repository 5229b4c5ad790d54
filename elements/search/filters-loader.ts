import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { Text } from '../internal/strings.ts';
import { retryImport } from '../internal/retry-import.ts';
import { hasFilters, type Filters, type SearchState } from '../stores/search-store.ts';
import type { FacetPanel } from './facet-panel.ts';
import { isOffered, type LabelUi } from './filter-labels.ts';
import type { english } from './results.strings.ts';
import type { ResultsHost } from './results-host.ts';

const importPanel = retryImport(() => import('./facet-panel.ts'), import.meta.url);

/** What the filters need of the search they belong to. */
export interface FiltersUser {
  readonly text: Text<keyof typeof english>;
  state(): SearchState;
  /** Whether there is room for the filters beside the results. */
  beside(): boolean;
  narrow(filters: Filters): void;
  /** Fetches what there is to choose from, unless that is here. */
  load(): Promise<void> | undefined;
}

/** What narrows a search, beside the results or in a drawer. Its code and its numbers come when it is first in sight. */
export class FiltersLoader implements ReactiveController {
  private readonly host: ResultsHost;
  private readonly user: FiltersUser;
  private panel: FacetPanel | undefined;
  private onItsWay = false;
  private opened = false;
  private wasBeside = false;

  constructor(host: ResultsHost, user: FiltersUser) {
    this.host = host;
    this.user = user;
    host.element.addController(this);
  }

  /** Whether the filters are in sight, or will be with the next results. */
  get shown(): boolean {
    return this.opened || this.user.beside();
  }

  hostConnected(): void {
    addEventListener('resize', this.handleResize);
  }

  hostDisconnected(): void {
    removeEventListener('resize', this.handleResize);
    this.opened = false;
  }

  hostUpdated(): void {
    this.wasBeside = this.user.beside();
    const { status } = this.user.state();
    if (status === 'idle' || !this.shown) return;
    this.loadPanel();
    this.user.load()?.catch(this.host.report);
  }

  /** Opens the drawer. */
  open(): void {
    this.opened = true;
    this.host.element.requestUpdate();
  }

  /** Closes the drawer. */
  close(): void {
    if (!this.opened) return;
    this.opened = false;
    this.host.element.requestUpdate();
  }

  /** The filters beside the results; room is held for them while they are on their way. */
  renderBeside(labels: LabelUi): TemplateResult | typeof nothing {
    const state = this.user.state();
    const { facets, filters } = state;
    if (facets && !hasFilters(filters) && !facets.some(isOffered)) return nothing;
    if (this.panel && facets) return html`${this.panel.render(state, labels)}`;
    return html`${Array.from({ length: 6 }, () => html`<div class="coming" aria-hidden="true"></div>`)}`;
  }

  renderDrawer(labels: LabelUi): TemplateResult | typeof nothing {
    return this.panel?.renderDrawer(this.user.state(), labels, this.opened && !this.user.beside()) ?? nothing;
  }

  private loadPanel(): void {
    if (this.panel || this.onItsWay) return;
    this.onItsWay = true;
    void this.fetchPanel();
  }

  private async fetchPanel(): Promise<void> {
    const { host, user } = this;
    try {
      const { FacetPanel } = await importPanel();
      this.panel = new FacetPanel(host, { narrow: user.narrow, close: () => this.close() });
    } catch (error) {
      // Results are worth more than what narrows them; the next press tries again.
      this.opened = false;
      host.report(error);
    }
    this.onItsWay = false;
    host.element.requestUpdate();
  }

  private readonly handleResize = (): void => {
    if (this.user.state().status !== 'idle' && this.wasBeside !== this.user.beside()) {
      this.host.element.requestUpdate();
    }
  };
}
