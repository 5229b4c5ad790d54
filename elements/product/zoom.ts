import { html, nothing, render } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Image } from '../../edge-api/contract/products.ts';
import { adoptStyles } from '../internal/adopt-styles.ts';
import { back, cross } from '../internal/icons.ts';
import { srcsetOf } from '../internal/picture.ts';
import { lockScroll } from '../internal/scroll-lock.ts';
import type { Text } from '../internal/strings.ts';
import { magnify, reduce } from './gallery-icons.ts';
import type { english } from './product.strings.ts';
import { styles } from './zoom.styles.ts';
import { Magnifier } from './magnifier.ts';

export interface ZoomOptions {
  readonly images: readonly Image[];
  /** Index of the picture to begin with. */
  readonly at: number;
  readonly title: string;
  readonly text: Text<keyof typeof english>;
  /** The dialog is gone; told the picture that was shown last. */
  readonly closed: (shown: Image) => void;
}

/** Shows pictures as large as the window, to be zoomed into, in a dialog inside `root`; gives the focus back when closed. */
export function openZoom(root: ShadowRoot, { images, at, title, text, closed }: ZoomOptions): HTMLDialogElement {
  adoptStyles(root, styles);
  const dialog = document.createElement('dialog');
  dialog.className = 'zoom';
  dialog.setAttribute('part', 'zoom');
  dialog.setAttribute('aria-label', text('enlarged', { title }));
  const last = images.length - 1;
  let current = at;

  const magnifier = new Magnifier(() => draw());
  const attach = (pane: Element | undefined): void => magnifier.attach(pane as HTMLElement | undefined);

  const go = (index: number): void => {
    const next = Math.max(0, Math.min(last, index));
    if (next === current) return;
    current = next;
    magnifier.reset();
    draw();
  };

  const handleKeydown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const forward = getComputedStyle(dialog).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const { key } = event;
    // Zoomed in, the arrows move about in the picture, as they do in anything that scrolls.
    if (key.startsWith('Arrow') && magnifier.scale > 1) return magnifier.move(event);
    if (key === 'ArrowRight' || key === 'ArrowLeft') go(current + (key === forward ? 1 : -1));
    else if (key === 'Home') go(0);
    else if (key === 'End') go(last);
    else if (key === '+' || key === '=') magnifier.zoomTo(magnifier.scale * 1.5);
    else if (key === '-') magnifier.zoomTo(magnifier.scale / 1.5);
    else return;
    event.preventDefault();
  };

  const step = (by: number, name: 'previous' | 'next') =>
    html`<button
      type="button"
      class="over ${name}"
      part="gallery-button"
      aria-label=${text(name)}
      aria-disabled=${!images[current + by]}
      @click=${() => go(current + by)}
    >
      ${back}
    </button>`;

  function draw(): void {
    const image = images[current]!;
    const zoomed = magnifier.scale > 1;
    render(
      html`<div class="bar">
          <p class="count">
            <span aria-hidden="true">${last ? `${current + 1} / ${images.length}` : nothing}</span>
            <span class="visually-hidden" role="status"
              >${last ? text('picture', { number: current + 1, of: images.length }) : nothing}</span
            >
          </p>
          <button
            type="button"
            class="icon-button"
            aria-label=${text(zoomed ? 'zoomOut' : 'zoomIn')}
            @click=${() => magnifier.toggle()}
          >
            ${zoomed ? reduce : magnify}
          </button>
          <button type="button" class="icon-button" aria-label=${text('close')} @click=${() => dialog.close()}>
            ${cross}
          </button>
        </div>
        <div class="pane ${zoomed ? 'zoomed' : ''}" tabindex="0" ${ref(attach)}>
          <img
            class="large"
            sizes=${zoomed ? '200vw' : '100vw'}
            srcset=${srcsetOf(image)}
            src=${image.url}
            alt=${image.alt}
            draggable="false"
            decoding="async"
            @load=${(event: Event) => (event.currentTarget as Element).classList.remove('broken')}
            @error=${(event: Event) => (event.currentTarget as Element).classList.add('broken')}
          />
        </div>
        ${last ? html`${step(-1, 'previous')}${step(1, 'next')}` : nothing}`,
      dialog,
    );
  }

  magnifier.swiped = (by) => go(current + (getComputedStyle(dialog).direction === 'rtl' ? -by : by));
  dialog.addEventListener('keydown', handleKeydown);
  // Escape is the browser's; a dialog or page around this one need not hear of it.
  dialog.addEventListener('cancel', (event) => event.stopPropagation());
  const unlock = lockScroll();
  dialog.addEventListener(
    'close',
    () => {
      unlock();
      dialog.remove();
      closed(images[current]!);
    },
    { once: true },
  );
  (root.querySelector('.root') ?? root).append(dialog);
  draw();
  dialog.showModal();
  return dialog;
}
