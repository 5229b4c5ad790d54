import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { until } from '../internal/fixtures.test-support.ts';
import type { VitrineCodeField } from './code/code-field.ts';
import './editor.ts';
import type { VitrineBlockEditor } from './editor.ts';
import type { VitrineBlockFrame } from './preview/block-frame.ts';

const contentOf = (field: VitrineCodeField) => field.shadowRoot!.querySelector<HTMLElement>('.cm-content');

describe('vitrine-block-editor', () => {
  it('waits, and does not throw, without a shop and a key', async () => {
    const editor = await fixture<VitrineBlockEditor>(html`<vitrine-block-editor></vitrine-block-editor>`);
    expect(editor.shadowRoot!.querySelector('h1')!.textContent).to.equal('Blocks');
    await expect(editor).to.be.accessible();
  });

  it('says so where the shop cannot be asked, and asks again', async () => {
    const editor = await fixture<VitrineBlockEditor>(
      html`<vitrine-block-editor store="a" api="/fixture-api/nobody" .key=${'vsk_x'}></vitrine-block-editor>`,
    );
    await until(() => editor.shadowRoot!.querySelector('[role="alert"]'));
    expect(editor.shadowRoot!.querySelectorAll('[role="alert"] button').length).to.equal(1);
  });

  it('goes away while it loads, without a word', async () => {
    const editor = document.createElement('vitrine-block-editor');
    Object.assign(editor, { storeHandle: 'a', api: '/fixture-api/nobody', key: 'vsk_x' });
    document.body.append(editor);
    await editor.updateComplete;
    editor.remove();
    expect(editor.isConnected).to.equal(false);
  });
});

describe('vitrine-code-field', () => {
  it('tells of what is typed, by a name that screen readers say', async () => {
    const field = await fixture<VitrineCodeField>(
      html`<vitrine-code-field label="Code" .value=${'a'}></vitrine-code-field>`,
    );
    const content = contentOf(field)!;
    expect(content.getAttribute('aria-label')).to.equal('Code');
    setTimeout(() => field.replace(1, 1, 'b'));
    const event = (await oneEvent(field, 'code-change')) as Event & { detail: string };
    expect(event.detail).to.equal('ab');
    field.value = 'other';
    await field.updateComplete;
    expect(content.textContent).to.equal('other');
  });

  it('marks problems and failed lines, wherever the text has gone meanwhile', async () => {
    const problems = [{ from: 2, to: 900, severity: 'error' as const, message: 'Wrong.' }];
    const failed = [
      { line: 2, message: 'Failed.' },
      { line: 99, message: 'Nowhere.' },
    ];
    const field = await fixture<VitrineCodeField>(
      html`<vitrine-code-field .value=${'one\ntwo'} .problems=${problems} .failed=${failed}></vitrine-code-field>`,
    );
    expect(field.shadowRoot!.querySelector('.cm-lintRange-error')!.textContent).to.equal('e');
    expect(field.shadowRoot!.querySelector('.cm-failed-line')!.textContent).to.equal('two');
    expect([...field.shadowRoot!.querySelectorAll('.cm-failure')].map(({ textContent }) => textContent)).to.deep.equal([
      'Failed.',
    ]);
  });
});

describe('vitrine-block-frame', () => {
  const shown = async (content: string) => {
    const frame = await fixture<VitrineBlockFrame>(
      html`<vitrine-block-frame
        .content=${content}
        .sheet=${'.block b { color: rgb(1, 2, 3); }'}
      ></vitrine-block-frame>`,
    );
    const iframe = frame.shadowRoot!.querySelector('iframe')!;
    await until(() => iframe.contentDocument?.querySelector('.block')?.firstChild);
    return { frame, page: iframe.contentDocument! };
  };

  it('shows a block in its own sheet, and runs nothing of it, whatever it holds', async () => {
    Object.assign(globalThis, { ran: 0 });
    const { frame, page } = await shown(
      '<b>Here</b><script>parent.ran++</script><img src="data:," onerror="parent.ran++"><svg onload="parent.ran++"></svg>',
    );
    expect(getComputedStyle(page.querySelector('b')!).color).to.equal('rgb(1, 2, 3)');
    // The picture has failed: what it had to run would have.
    await until(() => page.querySelector('img')!.complete);
    expect((globalThis as { ran?: number }).ran).to.equal(0);
    // Each of the two walls alone would do.
    expect(frame.shadowRoot!.querySelector('iframe')!.getAttribute('sandbox')).to.equal('allow-same-origin');
    expect(page.querySelector('meta[http-equiv]')!.getAttribute('content')).to.match(/^default-src 'none'; img-src/);
  });

  it('goes nowhere when something in it is pressed, and tells what that would do', async () => {
    const { frame, page } = await shown('<a href="/away" data-vitrine-action="open-cart">Cart</a>');
    setTimeout(() => page.querySelector('a')!.click());
    const event = (await oneEvent(frame, 'preview-press')) as Event & { detail: { action: string; href: string } };
    expect(event.detail).to.deep.equal({ action: 'open-cart', href: '/away' });
    expect(page.defaultView!.location.href).to.equal('about:srcdoc');
  });
});
