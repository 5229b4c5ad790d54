import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { Section } from '../../edge-api/contract/sections/section.ts';
import { FixtureStore, until } from '../internal/fixtures.test-support.ts';
import './sections.ts';
import type { VitrineSections } from './sections.ts';

/** The line by which a page hears of changes, in the hands of the test. */
class Line extends EventTarget {
  static last: Line | undefined;

  constructor() {
    super();
    Line.last = this;
    setTimeout(() => this.dispatchEvent(new Event('open')));
  }
  send(text: string): void {
    const { op } = JSON.parse(text) as { op: string };
    setTimeout(() => this.say(op === 'init' ? 'init-ok' : 'add-query-ok'));
  }
  say(op: string): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify({ op }) }));
  }
  close(): void {}
}

const faq = (id: string, heading: string): Section => ({
  id,
  type: 'faq',
  variant: 'accordion',
  content: { heading, items: [{ question: 'How?', answer: 'So.' }] },
  settings: { tone: 'plain', spacing: 'medium', width: 'normal' },
  version: 1,
});

describe('<vitrine-sections>', () => {
  const native = window.WebSocket;
  const idle = window.requestIdleCallback;
  beforeEach(() => {
    Object.assign(window, { WebSocket: Line, requestIdleCallback: (work: () => void) => setTimeout(work) });
  });
  afterEach(() => Object.assign(window, { WebSocket: native, requestIdleCallback: idle }));

  it('draws what has changed in the shop, and leaves the rest with its focus where it is', async () => {
    const store = new FixtureStore();
    const answer = (sections: Section[]) =>
      store.answer({
        '/pages/home?locale=en': { body: { page: { slug: 'home', sections } } },
        '/page-news': { body: { news: { websocketUri: 'wss://sync.test', appId: 'a', query: {} } } },
      });
    await answer([faq('a', 'One'), faq('b', 'Two')]);
    const element = await store.mount<VitrineSections>(html`<vitrine-sections page="home"></vitrine-sections>`);
    const drawn = () => [...element.shadowRoot!.querySelectorAll('vitrine-section')];
    const headings = () => drawn().map((one) => one.shadowRoot?.querySelector('h2')?.textContent ?? '');
    await until(() => headings().join() === 'One,Two');
    const [, two] = drawn();
    const summary = two!.shadowRoot!.querySelector('summary')!;
    summary.focus();
    summary.click();
    const isOpen = summary.closest('details')!.open;
    await until(() => Line.last);

    await answer([faq('a', 'One'), faq('new', 'New'), faq('b', 'Two, changed')]);
    Line.last!.say('refresh-ok');
    await until(() => headings().join() === 'One,New,Two, changed');
    expect(drawn()[2]).to.equal(two);
    expect(two!.shadowRoot!.activeElement).to.equal(summary);
    expect(summary.closest('details')!.open).to.equal(isOpen);
  });
});
