import { expect } from '@open-wc/testing';
import { html, render } from 'lit';
import type { Section } from '../../edge-api/contract/sections/section.ts';
import type { VitrineErrorEvent } from '../events/error.ts';
import { FixtureStore } from '../internal/fixtures.test-support.ts';
import './section.ts';
import type { VitrineSection } from './section.ts';

async function until<T>(check: () => T | null | undefined | false): Promise<T> {
  for (;;) {
    const value = check();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const hero = (content: Record<string, unknown>): Section => ({
  id: 's1',
  type: 'hero',
  variant: 'centred',
  content,
  settings: { tone: 'dark', spacing: 'small', width: 'wide', anchor: 'top' },
  version: 1,
});

describe('<vitrine-section>', () => {
  let room: HTMLElement;
  const show = (section: Section): VitrineSection => {
    render(html`<vitrine-section .section=${section}></vitrine-section>`, room);
    return room.querySelector('vitrine-section')!;
  };
  beforeEach(() => document.body.append((room = document.createElement('div'))));
  afterEach(() => room.remove());

  it('draws a section by its type, tone and anchor', async () => {
    const element = show(hero({ heading: 'Linen', actions: [{ label: 'See', href: '/collections/linen' }] }));
    const root = element.shadowRoot!;
    const heading = await until(() => root.querySelector('h2'));
    expect(heading.textContent).to.equal('Linen');
    expect(root.querySelector('a')!.getAttribute('href')).to.equal('/collections/linen');
    const { id, dataset } = root.querySelector<HTMLElement>('section')!;
    expect([id, dataset['tone'], dataset['width']]).to.deep.equal(['top', 'dark', 'wide']);
    await expect(element).to.be.accessible();
  });

  it('shows the section that the page’s own markup brings along', async () => {
    room.innerHTML = `<vitrine-section first><script type="application/json">
      {"type":"hero","variant":"minimal","content":{"heading":"Brought","actions":[]}}</script></vitrine-section>`;
    const heading = await until(() => room.firstElementChild!.shadowRoot?.querySelector('h2'));
    expect(heading.textContent).to.equal('Brought');
  });

  it('shows the name where the picture of a mark does not come, by itself and with what brings it', async () => {
    const item = { name: 'Der Bote', logo: { src: '/no-such-picture.png', alt: 'x', width: 144, height: 44 } };
    const element = show({ ...hero({ items: [item] }), type: 'social-proof', variant: 'logos' });
    const frame = await until(() => element.shadowRoot!.querySelector<HTMLElement>('.mark[data-broken]'));
    expect(getComputedStyle(frame, '::after').content).to.equal('"Der Bote"');
    expect(frame.querySelector('img')!.alt).to.equal('Der Bote');
    // As a page without a script has it, in browsers that draw what stands for a picture.
    delete frame.dataset['broken'];
    expect(getComputedStyle(frame.querySelector('img')!, '::after').content).to.equal('"Der Bote"');
    const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
    frame.dataset['broken'] = 'Der Bote';
    frame.querySelector('img')!.src = pixel;
    await until(() => frame.dataset['broken'] === undefined);
  });

  it('reads words of another direction their own way, at the side where all stand', async () => {
    room.dir = 'rtl';
    const element = show({ ...hero({ heading: 'שלום', text: 'Good linen.' }), variant: 'minimal' });
    const words = await until(() => [...(element.shadowRoot?.querySelectorAll('p') ?? [])].at(-1));
    element.shadowRoot!.querySelector<HTMLElement>('.root')!.dir = 'rtl';
    const at = (from: number): DOMRect => {
      const range = document.createRange();
      const text = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
      while (text.nextNode() && !text.currentNode.nodeValue!.includes('Good'));
      const start = text.currentNode.nodeValue!.indexOf('Good');
      range.setStart(text.currentNode, start + from);
      range.setEnd(text.currentNode, start + from + 1);
      return range.getBoundingClientRect();
    };
    expect(at(10).left).to.be.greaterThan(at(9).left, 'the full stop ends the sentence');
    expect(at(10).right).to.be.closeTo(words.getBoundingClientRect().right, 2);
  });

  it('leaves no trace of a type that nobody knows, nor of what is not drawn', async () => {
    const element = show({ ...hero({ heading: 'x' }), type: 'constructor' });
    await until(() => element.matches(':state(empty)'));
    expect(element.getBoundingClientRect().height).to.equal(0);
    const errors: string[] = [];
    room.addEventListener('vitrine-error', (event) => errors.push((event as VitrineErrorEvent).detail.code));
    show(hero({ heading: 'x', actions: { length: 2 } }));
    await until(() => errors.length);
    expect(element.shadowRoot!.querySelector('section')).to.equal(null);
  });

  it('asks once for a section that the shop does not have', async () => {
    const store = new FixtureStore();
    await store.answer({
      '/sections/gone?locale=en': { status: 404, body: { error: { code: 'not_found', message: 'Gone.' } } },
    });
    const element = await store.mount<VitrineSection>(
      html`<vitrine-section section-id="gone" first></vitrine-section>`,
    );
    await until(() => element.matches(':state(empty)'));
    for (let draws = 0; draws < 5; draws++) {
      element.requestUpdate();
      await element.updateComplete;
      await new Promise(requestAnimationFrame);
    }
    expect((await store.requests()).map(({ path }) => path)).to.deep.equal(['/sections/gone?locale=en']);
  });

  it('takes no room while it has nothing to show', async () => {
    room.innerHTML = '<vitrine-section></vitrine-section>';
    await until(() => room.firstElementChild!.matches(':state(empty)'));
    expect(room.offsetHeight).to.equal(0);
  });

  it('lets no link run a script, whatever its content says', async () => {
    const element = show(
      hero({
        heading: 'x',
        actions: [
          { label: 'Bad', href: ' javascript:alert(1)' },
          { label: 'Good', href: '#top' },
        ],
      }),
    );
    await until(() => element.shadowRoot!.querySelector('h2'));
    expect([...element.shadowRoot!.querySelectorAll('a')].map((a) => a.getAttribute('href'))).to.deep.equal(['#top']);
  });
});
