import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { VitrineCartOpenEvent } from '../events/cart-open.ts';
import { ApiError, type ApiClient } from '../client/api-client.ts';
import { createCart } from '../stores/cart-facade.ts';
import type { CartStore } from '../stores/cart-store.ts';
import { image, inside, nextEvent, until } from '../internal/fixtures.test-support.ts';
import '../cart-button/cart-button.ts';
import './cart.ts';
import type { VitrineCart } from './cart.ts';
import { darken, ShopStore } from './shop.test-support.ts';

const dialogOf = (cart: Element): HTMLDialogElement => inside<HTMLDialogElement>(cart, 'dialog');
const shown = (cart: Element): string => inside(cart, '.panel').innerText;
const all = (cart: Element, selector: string): HTMLElement[] => [
  ...cart.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
const press = (cart: Element, label: string): void => {
  const found = all(cart, 'button').find((one) => (one.getAttribute('aria-label') ?? one.innerText).trim() === label);
  if (!found) throw new Error(`No button "${label}" in: ${shown(cart)}`);
  found.click();
};

async function filled(store: ShopStore): Promise<void> {
  await store.cart.add('mug', { quantity: 2 });
  await store.cart.add('shirt', { options: { Engraving: 'For Ada' } });
  await store.cart.add('lamp');
}

async function openCart(store: ShopStore, template = html`<vitrine-cart></vitrine-cart>`): Promise<VitrineCart> {
  const cart = await store.mount<VitrineCart>(template);
  cart.show();
  await until(() => dialogOf(cart).open && !store.cart.value.quoting && store.cart.value.status !== 'idle');
  // What comes after the lines.
  await until(() => !store.cart.value.lines.length || cart.shadowRoot!.querySelector('.extras'));
  await cart.updateComplete;
  return cart;
}

/** What had come with the cart's own code, before any test ran. */
const checkoutAtFirst = customElements.get('vitrine-checkout');

describe('<vitrine-cart>', () => {
  let store: ShopStore;
  beforeEach(() => (store = new ShopStore()));
  afterEach(() => {
    for (const open of document.querySelectorAll<VitrineCart>('vitrine-cart')) open.close();
  });

  describe('accessibility', () => {
    it('is accessible: filled, with problems, empty, in the dark', async () => {
      await filled(store);
      const cart = await openCart(store, html`<vitrine-cart note></vitrine-cart>`);
      await expect(cart).to.be.accessible();
      store.shop.sold['lamp']!.left = 0;
      store.shop.sold['mug']!.left = 1;
      await store.cart.load();
      await cart.updateComplete;
      await expect(cart).to.be.accessible();
      await darken(cart);
      await expect(cart).to.be.accessible();
      for (const line of store.cart.value.lines) await store.cart.set(line.key, 0);
      await until(() => cart.shadowRoot!.querySelector('.empty'));
      await expect(cart).to.be.accessible();
    });

    it('has targets of at least 44 pixels', async () => {
      await filled(store);
      const cart = await openCart(store);
      for (const target of all(cart, 'button, .stepper input')) {
        expect(target.getBoundingClientRect().height, target.outerHTML.slice(0, 80)).to.be.at.least(44);
      }
    });

    it('opens from its button by keyboard, keeps the focus inside, and gives it back on Escape', async () => {
      await filled(store);
      const host = await store.mount<HTMLElement>(
        html`<div><vitrine-cart-button></vitrine-cart-button><vitrine-cart></vitrine-cart></div>`,
      );
      const [button, cart] = [host.querySelector('vitrine-cart-button')!, host.querySelector('vitrine-cart')!];
      inside(button, '.button').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => dialogOf(cart).open);
      expect(document.activeElement).to.equal(cart);
      for (let step = 0; step < 6; step++) {
        await sendKeys({ press: 'Tab' });
        expect(document.activeElement === cart || document.activeElement === document.body).to.equal(true);
      }
      await sendKeys({ press: 'Escape' });
      await until(() => !dialogOf(cart).open);
      expect(document.activeElement).to.equal(button);
      await until(() => !cart.matches(':state(open)'));
    });

    it('tells screen readers what was removed', async () => {
      await filled(store);
      const cart = await openCart(store);
      press(cart, 'Remove Linen shirt');
      await until(() => inside(cart, '[role="status"].visually-hidden').innerText.includes('Linen shirt was removed.'));
    });
  });

  describe('as a drawer', () => {
    it('closes on its button and on a click beside it, and not on a click inside', async () => {
      const cart = await openCart(store);
      const dialog = dialogOf(cart);
      const inside = Math.round(dialog.getBoundingClientRect().left) + 9;
      const click = async (from: number, to: number): Promise<void> => {
        await sendMouse({ type: 'move', position: [from, 40] });
        await sendMouse({ type: 'down' });
        await sendMouse({ type: 'move', position: [to, 40] });
        await sendMouse({ type: 'up' });
      };
      await click(inside, inside);
      expect(dialog.open).to.equal(true);
      // As of somebody who selects text and lets go outside.
      await click(inside, 3);
      expect(dialog.open).to.equal(true);
      await click(3, 3);
      await until(() => !dialog.open);
      cart.show();
      await until(() => dialog.open);
      press(cart, 'Close cart');
      await until(() => !dialog.open);
    });

    it('keeps the page still while it is open, and leaves its style as it was', async () => {
      const { style } = document.documentElement;
      style.setProperty('overflow', 'scroll');
      const tall = await fixture<HTMLElement>(html`<div style="block-size: 3000px">Words</div>`);
      const width = tall.getBoundingClientRect().width;
      const cart = await openCart(store);
      expect(getComputedStyle(document.documentElement).overflowY).to.equal('hidden');
      expect(tall.getBoundingClientRect().width).to.equal(width);
      cart.close();
      await until(() => !dialogOf(cart).open);
      expect(style.getPropertyValue('overflow')).to.equal('scroll');
      style.removeProperty('overflow');
    });

    it('slides in from the end of the line: right, and left in Arabic', async () => {
      const english = await openCart(store);
      await until(() => dialogOf(english).getBoundingClientRect().right === document.documentElement.clientWidth);
      english.close();
      const arabic = await openCart(new ShopStore('ar'));
      await until(() => dialogOf(arabic).getBoundingClientRect().left === 0);
    });

    it('removed while open, leaves no dialog, lock or listener behind', async () => {
      await filled(store);
      const cart = await openCart(store);
      const dialog = dialogOf(cart);
      const parent = cart.parentElement!;
      cart.remove();
      expect(dialog.open).to.equal(false);
      expect(getComputedStyle(document.documentElement).overflowY).not.to.equal('hidden');
      await store.cart.add('mug');
      await aTimeout(0);
      expect(dialog.open).to.equal(false);
      parent.append(cart);
      await cart.updateComplete;
      expect(dialogOf(cart).open).to.equal(false);
      cart.show();
      await until(() => dialogOf(cart).open);
      cart.remove();
    });

    it('opens only the first of two carts, and only of its own store', async () => {
      const host = await store.mount<HTMLElement>(
        html`<div><vitrine-cart></vitrine-cart><vitrine-cart></vitrine-cart></div>`,
      );
      const other = await new ShopStore().mount<VitrineCart>(html`<vitrine-cart></vitrine-cart>`);
      const [first, second] = host.querySelectorAll('vitrine-cart');
      second!.show();
      await until(() => dialogOf(first!).open);
      expect([dialogOf(second!).open, dialogOf(other).open]).to.deep.equal([false, false]);
    });

    it('opens for the event of whoever asks, of its store or of none, unless the page says no', async () => {
      const cart = await store.mount<VitrineCart>(html`<vitrine-cart></vitrine-cart>`);
      const ask = async (event: Event): Promise<boolean> => {
        document.dispatchEvent(event);
        await aTimeout(0);
        await cart.updateComplete;
        const { open } = dialogOf(cart);
        cart.close();
        await until(() => !dialogOf(cart).open);
        return open;
      };
      expect(await ask(new VitrineCartOpenEvent(store.handle))).to.equal(true);
      expect(await ask(new VitrineCartOpenEvent())).to.equal(true);
      expect(await ask(new Event('vitrine-cart-open'))).to.equal(true);
      expect(await ask(new VitrineCartOpenEvent('another-store'))).to.equal(false);
      document.addEventListener('vitrine-cart-open', (event) => event.preventDefault(), { once: true });
      expect(await ask(new VitrineCartOpenEvent(store.handle))).to.equal(false);
      cart.remove();
      expect(await ask(new VitrineCartOpenEvent(store.handle))).to.equal(false);
    });

    it('opens once its store is there, when it was asked to before', async () => {
      const cart = await fixture<VitrineCart>(html`<vitrine-cart></vitrine-cart>`);
      cart.show();
      cart.close();
      expect(dialogOf(cart).open).to.equal(false);
      expect(cart.cart.lines).to.deep.equal([]);
    });
  });

  describe('lines', () => {
    it('show what the edge says: name, variant, options, prices', async () => {
      await filled(store);
      const cart = await openCart(store);
      const [, shirt] = all(cart, '.line');
      expect(shirt!.innerText).to.contain('Linen shirt').and.to.contain('Navy / M · Engraving: For Ada');
      expect(shirt!.querySelector('s')!.innerText).to.contain('€59.00');
      expect(all(cart, '[part="line-price"]').map((price) => price.innerText)).to.deep.equal([
        '€39.80',
        '€49.00',
        '€129.00',
      ]);
      expect(inside(cart, '.grand').innerText).to.contain('€217.80');
    });

    it('change by the stepper, by typing, and go back to what they were on nonsense', async () => {
      await filled(store);
      const cart = await openCart(store);
      press(cart, 'One more of Stoneware mug');
      await until(() => store.cart.value.lines[0]!.quantity === 3);
      press(cart, 'One fewer of Stoneware mug');
      await until(() => store.cart.value.lines[0]!.quantity === 2);
      const input = inside<HTMLInputElement>(cart, '.stepper input');
      input.value = '5';
      input.dispatchEvent(new Event('change'));
      await until(() => store.cart.value.lines[0]!.quantity === 5);
      for (const nonsense of ['-1', 'two', '1.5', '99999', '']) {
        input.value = nonsense;
        input.dispatchEvent(new Event('change'));
        expect(input.value, nonsense).to.equal('5');
      }
    });

    it('do not grow beyond what is left', async () => {
      await store.cart.add('lamp', { quantity: 3 });
      const cart = await openCart(store);
      press(cart, 'One more of Reading lamp');
      await cart.updateComplete;
      expect(store.cart.value.lines[0]!.quantity).to.equal(3);
      const status = inside(cart, 'p[role="status"]');
      expect(status.innerText).to.contain('Only 3 left.');
      // Said again when asked again: a screen reader tells only what is new.
      const before = status.textContent;
      press(cart, 'One more of Reading lamp');
      await cart.updateComplete;
      expect(status.innerText).to.contain('Only 3 left.');
      expect(status.textContent).not.to.equal(before);
    });

    it('tell screen readers how many there are after a step', async () => {
      await filled(store);
      const cart = await openCart(store);
      press(cart, 'One more of Stoneware mug');
      await until(() => inside(cart, 'p[role="status"]').innerText === 'Quantity of Stoneware mug: 3');
    });

    it('can be put back after removal, with the focus on the way back', async () => {
      await filled(store);
      const cart = await openCart(store);
      press(cart, 'Remove Linen shirt');
      await until(() => cart.shadowRoot!.activeElement?.getAttribute('aria-label') === 'Put Linen shirt back');
      expect(store.cart.value.lines).to.have.length(2);
      await sendKeys({ press: 'Enter' });
      await until(() => store.cart.value.lines.length === 3);
      expect(store.cart.value.lines[1]!.options).to.deep.equal({ Engraving: 'For Ada' });
      await cart.updateComplete;
      expect(all(cart, '.undo')).to.have.length(0);
    });

    it('offer one tap when something is wrong', async () => {
      store.shop.sold['lamp']!.left = 2;
      await store.cart.add('lamp', { quantity: 5 });
      await store.cart.add('ghost');
      const cart = await openCart(store);
      expect(shown(cart)).to.contain('Only 2 left.').and.to.contain('no longer sold');
      press(cart, 'Take 2');
      await until(() => store.cart.value.lines[0]!.quantity === 2);
      press(cart, 'Remove Item');
      await until(() => store.cart.value.lines.length === 1 && !store.cart.value.quoting);
      await cart.updateComplete;
      expect(all(cart, '.notice')).to.have.length(0);
    });

    it('show hostile names, options and notes as text', async () => {
      const evil = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
      store.shop.sold['mug']!.title = evil;
      store.shop.sold['mug']!.image = { ...image('x', evil), url: 'javascript:window.pwned=1' };
      await store.cart.add('mug', { options: { [evil]: evil } });
      await store.cart.setNote(evil);
      const cart = await openCart(store, html`<vitrine-cart note></vitrine-cart>`);
      expect(inside(cart, '.line h3').innerText).to.equal(evil);
      expect(inside<HTMLTextAreaElement>(cart, 'textarea').value).to.equal(evil);
      expect('pwned' in window).to.equal(false);
    });
  });

  describe('what is kept beside the cart', () => {
    it('keeps lines for later and brings them back, with their units, told to the page and to screen readers', async () => {
      await filled(store);
      const cart = await openCart(store);
      const saving = nextEvent<HTMLElementEventMap['vitrine-cart-save']>(document, 'vitrine-cart-save');
      press(cart, 'Save for later: Stoneware mug');
      expect((await saving).detail).to.deep.include({ saved: true });
      await until(() => cart.shadowRoot!.activeElement?.id === 'saved');
      expect(inside(cart, 'p[role="status"]').innerText).to.equal('Stoneware mug is kept for later.');
      expect([store.cart.value.count, store.cart.value.saved?.[0]?.quantity]).to.deep.equal([2, 2]);
      await until(() => inside(cart, '.saved').innerText.includes('2 × €19.90'));
      await expect(cart).to.be.accessible();
      press(cart, 'Move to cart: Stoneware mug');
      await until(() => store.cart.value.count === 4 && all(cart, '.saved').length === 0);
      expect(store.cart.value.lines[0]!.quantity).to.equal(2);
    });

    it('puts a removed line back to where it was, also among those kept for later', async () => {
      await filled(store);
      const cart = await openCart(store);
      press(cart, 'Save for later: Stoneware mug');
      await until(() => cart.shadowRoot!.querySelector('.saved'));
      press(cart, 'Remove Stoneware mug');
      await until(() => cart.shadowRoot!.activeElement?.getAttribute('aria-label') === 'Put Stoneware mug back');
      expect(store.cart.value.saved).to.deep.equal([]);
      press(cart, 'Put Stoneware mug back');
      await until(() => store.cart.value.saved?.[0]?.quantity === 2);
      expect(store.cart.value.count).to.equal(2);
    });

    it('shows what is kept for later in an empty cart', async () => {
      await store.cart.add('mug');
      const cart = await openCart(store);
      press(cart, 'Save for later: Stoneware mug');
      await until(() => cart.shadowRoot!.querySelector('.empty') && cart.shadowRoot!.querySelector('.saved'));
      await expect(cart).to.be.accessible();
    });

    it('makes a line a gift with a message, and takes that back, without losing units', async () => {
      await store.cart.add('mug', { quantity: 2 });
      const cart = await openCart(store, html`<vitrine-cart gifts></vitrine-cart>`);
      press(cart, 'Gift: Stoneware mug');
      await until(() => cart.shadowRoot!.activeElement?.getAttribute('name') === 'wrap');
      await expect(cart).to.be.accessible();
      (cart.shadowRoot!.activeElement as HTMLInputElement).click();
      inside<HTMLTextAreaElement>(cart, '.line-form textarea').value = ' For you <3 ';
      press(cart, 'Save');
      await until(() => all(cart, '.gift').length === 1 && all(cart, '.line-form').length === 0);
      const [line] = store.cart.value.lines;
      expect([line!.quantity, line!.options]).to.deep.equal([2, { _gift: 'yes', _gift_message: 'For you <3' }]);
      expect(inside(cart, '.gift').innerText).to.contain('Gift-wrapped').and.to.contain('For you <3');
      expect(shown(cart)).not.to.contain('_gift');
      press(cart, 'Edit Stoneware mug');
      await until(() => cart.shadowRoot!.querySelector('.line-form'));
      await sendKeys({ press: 'Escape' });
      await until(() => !cart.shadowRoot!.querySelector('.line-form'));
      expect(dialogOf(cart).open).to.equal(true);
    });

    it('changes a text the shopper wrote, in one step', async () => {
      await store.cart.add('shirt', { options: { Engraving: 'For Ada' } });
      const cart = await openCart(store);
      press(cart, 'Edit Linen shirt');
      await until(() => cart.shadowRoot!.querySelector('.line-form input'));
      inside<HTMLInputElement>(cart, '.line-form input').value = 'For Grace';
      press(cart, 'Save');
      await until(() => store.cart.value.lines[0]?.options['Engraving'] === 'For Grace');
      expect(store.cart.value.count).to.equal(1);
    });

    it('says what each code brings, and why one brings nothing', async () => {
      await filled(store);
      const cart = await openCart(store);
      inside(cart, '.codes summary').click();
      for (const code of ['save10', 'nope']) {
        inside<HTMLInputElement>(cart, '.codes input').value = code;
        press(cart, 'Apply');
        await until(() => shown(cart).includes(code.toUpperCase()) && !store.cart.value.quoting);
        await cart.updateComplete;
      }
      const [good, bad] = all(cart, '.codes li');
      expect(good!.innerText).to.contain('SAVE10').and.to.contain('Ten per cent off').and.to.contain('−€21.78');
      expect(bad!.innerText).to.contain('There is no such code.');
      await expect(cart).to.be.accessible();
      inside<HTMLInputElement>(cart, '.codes input').value = 'nix';
      press(cart, 'Apply');
      await until(() => shown(cart).includes('NIX'));
      await until(() => !shown(cart).includes('NOPE'));
      press(cart, 'Remove code NIX');
      await until(() => all(cart, '.codes li').length === 1);
    });

    it('lets the shopper choose among the merchant’s currencies', async () => {
      await filled(store);
      const cart = await openCart(store, html`<vitrine-cart currencies="eur USD"></vitrine-cart>`);
      const select = inside<HTMLSelectElement>(cart, '.currency select');
      expect([...select.options].map(({ value }) => value)).to.deep.equal(['EUR', 'USD']);
      select.value = 'USD';
      select.dispatchEvent(new Event('change'));
      await until(() => store.shop.quotes.at(-1)?.currency === 'USD');
    });

    it('tells what costs something else than last time, and what has sold out, until that was read', async () => {
      await filled(store);
      const first = await openCart(store);
      await until(() => localStorage.getItem(`vitrine:${store.handle}:shown`)?.includes('lamp'));
      first.remove();
      store.shop.sold['mug']!.priceMinor = 2190;
      store.shop.sold['lamp']!.left = 0;
      await store.cart.load();
      const cart = await openCart(store);
      await until(() => cart.shadowRoot!.querySelector('.news .notice'));
      const news = inside(cart, '.news');
      expect(news.getAttribute('role')).to.equal('status');
      expect(news.innerText).to.contain('Stoneware mug now costs €21.90 instead of €19.90.');
      expect(news.innerText).to.contain('Reading lamp has sold out since you last looked.');
      inside(cart, '.news button').click();
      await until(() => !cart.shadowRoot!.querySelector('.news .notice'));
    });

    it('tells what became of the cart, and near its end until when it is kept', async () => {
      await filled(store);
      const cart = await openCart(store);
      store.cart.say({ news: ['restored', 'merged'], expiresAt: Date.now() + 3_600_000 });
      await until(() => all(cart, '.news .notice').length === 2);
      expect(inside(cart, 'footer .hint').innerText).to.match(/kept until \w+day/);
      inside(cart, '.news button').click();
      await until(() => all(cart, '.news .notice').length === 1);
      expect(inside(cart, '.news').innerText).to.contain('together with what you had here');
    });

    it('says that the shop is closed, and not that the shopper is offline', async () => {
      await filled(store);
      const cart = await openCart(store);
      store.cart.say({ status: 'offline', closed: true });
      await until(() => shown(cart).includes('takes no orders just now'));
      expect(shown(cart)).not.to.contain('You’re offline');
    });

    it('stops at what is left, shared by the lines of one variant, and typing more gives that', async () => {
      await store.cart.add('lamp');
      await store.cart.add('lamp', { options: { Engraving: 'x' } });
      const cart = await openCart(store);
      const [input] = all(cart, '.stepper input') as HTMLInputElement[];
      input!.value = '9';
      input!.dispatchEvent(new Event('change'));
      await until(() => store.cart.value.lines[0]!.quantity === 2);
      await until(() => all(cart, '.limit').length > 0);
      expect(inside(cart, 'p[role="status"]').innerText).to.contain('2');
    });
  });

  describe('on another device', () => {
    it('shows a code and a link that carry the cart behind the #, and goes back to the cart', async () => {
      await filled(store);
      const cart = await openCart(store);
      press(cart, 'Continue on another device');
      await until(() => cart.shadowRoot!.querySelector('.qr svg'));
      expect(cart.shadowRoot!.activeElement?.id).to.equal('title');
      const { value } = inside<HTMLInputElement>(cart, '#handover-link');
      expect(new URL(value).hash).to.equal(`#vitrine-cart=${store.handle}.code-of-the-test-0001`);
      await expect(cart).to.be.accessible();
      press(cart, 'Back to the cart');
      await until(() => cart.shadowRoot!.activeElement?.classList.contains('devices'));
    });

    it('says so when the shop cannot be reached', async () => {
      await filled(store);
      const cart = await openCart(store);
      store.cart.failure = new Error('away');
      press(cart, 'Continue on another device');
      await until(() => shown(cart).includes('Your cart is safe here.'));
      await expect(cart).to.be.accessible();
    });

    it('takes a code out of the address at once, uses it and shows the cart; another store’s code waits', async () => {
      const before = location.href;
      const cart = await store.mount<VitrineCart>(html`<vitrine-cart></vitrine-cart>`);
      location.hash = '#part&vitrine-cart=another-store.code-of-the-test-0002';
      await until(() => location.hash === '#part');
      location.hash = `#vitrine-cart=${store.handle}.code-of-the-test-0003`;
      await until(() => dialogOf(cart).open);
      expect(location.hash).to.equal('');
      expect(store.cart.taken).to.deep.equal([['code-of-the-test-0003', undefined]]);
      cart.close();
      location.hash = `#vitrine-cart=${store.handle}.code-of-the-test-0005.passing`;
      await until(() => store.cart.taken.length === 2);
      await aTimeout(0);
      expect(dialogOf(cart).open, 'in silence').to.equal(false);
      history.replaceState(null, '', before);
    });

    it('takes the cart along by links to the named origins, exactly those, and by nothing else', async () => {
      await filled(store);
      const made: (string | undefined)[] = [];
      const more = store.cart.more;
      store.cart.more = async () => ({
        ...(await more()),
        handOver: async (to) => (made.push(to), { code: 'code-of-the-test-0004', expiresAt: Date.now() + 60_000 }),
      });
      const { openDomainLinks } = await import('./domain-links.ts');
      const links = openDomainLinks('halden', store.cart, () => ['https://shop.example', location.origin]);
      expect(await links.decorate('https://shop.example/a?b#c')).to.equal(
        'https://shop.example/a?b#c&vitrine-cart=halden.code-of-the-test-0004.passing',
      );
      for (const other of [
        'http://shop.example/',
        'https://shop.example.evil.example/',
        'https://shop.example:8443/',
        'https://evil.example/?https://shop.example',
        `${location.origin}/x`,
        'not a url:',
      ])
        expect(await links.decorate(other)).to.equal(other);
      expect(made).to.deep.equal(['https://shop.example']);
      const link = document.createElement('a');
      link.href = 'https://shop.example/';
      link.target = '_blank';
      document.body.append(link);
      let prevented: boolean | undefined;
      const look = (event: Event) => {
        prevented = event.defaultPrevented;
        event.preventDefault();
      };
      addEventListener('click', look);
      link.click();
      removeEventListener('click', look);
      expect(prevented).to.equal(false);
      link.remove();
      links.stop();
    });
  });

  describe('events', () => {
    it('sends update and remove at the start with a promise, and stops when the page says no', async () => {
      await filled(store);
      const cart = await openCart(store);
      const updating = nextEvent<HTMLElementEventMap['vitrine-cart-update']>(document, 'vitrine-cart-update');
      press(cart, 'One more of Stoneware mug');
      const update = await updating;
      expect(update.detail).to.deep.include({ quantity: 3 });
      await update.promise;
      expect(store.cart.value.lines[0]!.quantity).to.equal(3);

      cart.addEventListener('vitrine-cart-remove', (event) => event.preventDefault(), { once: true });
      press(cart, 'Remove Stoneware mug');
      await aTimeout(0);
      expect(store.cart.value.lines).to.have.length(3);
    });

    it('goes to the checkout in place, unless something is wrong or the page takes over', async () => {
      store.shop.sold['lamp']!.left = 0;
      await filled(store);
      const cart = await openCart(store);
      let started = 0;
      cart.addEventListener('vitrine-checkout-start', () => started++);
      inside(cart, '.checkout').click();
      await cart.updateComplete;
      expect(started).to.equal(0);
      expect(cart.shadowRoot!.activeElement?.textContent).to.contain('Remove it');

      delete store.shop.sold['lamp']!.left;
      await store.cart.load();
      await cart.updateComplete;
      cart.addEventListener('vitrine-checkout-start', (event) => event.preventDefault(), { once: true });
      inside(cart, '.checkout').click();
      await cart.updateComplete;
      expect(cart.shadowRoot!.querySelector('vitrine-checkout')).to.equal(null);
      inside(cart, '.checkout').click();
      await until(() => cart.shadowRoot!.querySelector('vitrine-checkout')?.shadowRoot?.querySelector('form'));
      expect(started).to.equal(2);
      press(cart, 'Back to the cart');
      await until(() => cart.shadowRoot!.querySelector('.line'));
    });
  });

  describe('in bad weather', () => {
    it('keeps the lines, says that prices are missing, and asks again', async () => {
      store.shop.down = true;
      await filled(store);
      const cart = await openCart(store);
      expect(shown(cart)).to.contain('Your cart is safe.').and.not.to.match(/€\d/);
      expect(all(cart, '.line')).to.have.length(3);
      await expect(cart).to.be.accessible();
      store.shop.down = false;
      inside(cart, '.notice button').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => shown(cart).includes('€217.80'));
      // The button is gone: the focus stays in the drawer.
      expect(cart.shadowRoot!.activeElement?.id).to.equal('title');
    });

    it('says that it is offline, and that nothing is lost', async () => {
      await filled(store);
      const cart = await openCart(store);
      store.cart.say({ status: 'offline' });
      await cart.updateComplete;
      expect(shown(cart)).to.contain('You’re offline. Your cart is kept and will be sent.');
    });

    it('says so when a change could not be kept, and tells the page', async () => {
      await filled(store);
      const cart = await openCart(store);
      store.cart.failure = new Error('no room');
      const failure = nextEvent<HTMLElementEventMap['vitrine-error']>(cart, 'vitrine-error');
      press(cart, 'One more of Stoneware mug');
      expect((await failure).detail.message).to.equal('no room');
      await until(() => shown(cart).includes('would not keep the last change'));
    });

    it('holds the room of what is on its way, and marks old prices as such', async () => {
      await filled(store);
      let answer = (): void => undefined;
      store.shop.gate = new Promise((resolve) => (answer = resolve));
      const cart = await store.mount<VitrineCart>(html`<vitrine-cart></vitrine-cart>`);
      cart.show();
      await until(() => all(cart, '.line').length === 3);
      const before = inside(cart, '.checkout').getBoundingClientRect().top;
      answer();
      await until(() => shown(cart).includes('€217.80'));
      expect(inside(cart, '.checkout').getBoundingClientRect().top).to.equal(before);

      store.shop.gate = new Promise((resolve) => (answer = resolve));
      press(cart, 'One more of Stoneware mug');
      await until(() => inside(cart, 'dl').getAttribute('aria-busy') === 'true');
      expect(inside(cart, '.grand').innerText).to.contain('€217.80');
      answer();
      await until(() => inside(cart, '.grand').innerText.includes('€237.70'));
    });

    it('waits, and does not throw, on a page without a store', async () => {
      const cart = await fixture<VitrineCart>(html`<vitrine-cart display="inline"></vitrine-cart>`);
      expect(cart.cart.count).to.equal(0);
      expect(cart.isConnected).to.equal(true);
    });
  });

  it('loads the checkout only when someone goes there', () => {
    expect(checkoutAtFirst).to.equal(undefined);
  });

  it('shows checkout and order where it stands, as a part of the page', async () => {
    await filled(store);
    const cart = await store.mount<VitrineCart>(html`<vitrine-cart display="page"></vitrine-cart>`);
    await until(() => cart.shadowRoot!.querySelector('.grand')?.textContent?.includes('€217.80'));
    inside(cart, '.checkout').click();
    await until(() => cart.shadowRoot!.querySelector('vitrine-checkout')?.shadowRoot?.querySelector('form'));
    expect(cart.shadowRoot!.activeElement?.id).to.equal('title');
    press(cart, 'Back to the cart');
    await until(() => all(cart, '.line').length === 3);
  });

  it('works the same over the real cart store, which keeps what it is told while the shop is away', async () => {
    const { client } = store.shop;
    const away = () => Promise.reject(new ApiError('network', 'The shop could not be reached.'));
    const real = (): CartStore =>
      createCart(store.handle, { ...client, startCartSession: away, syncCartLog: away } as unknown as ApiClient);
    const first = new ShopStore('en', 0, real());
    const cart = await first.mount<VitrineCart>(html`<vitrine-cart></vitrine-cart>`);
    await first.cart.add('mug', { quantity: 2 });
    await first.cart.add('lamp');
    cart.show();
    await until(() => all(cart, '.line').length === 2 && shown(cart).includes('€168.80'));
    press(cart, 'One more of Stoneware mug');
    await until(() => shown(cart).includes('€188.70'));
    press(cart, 'Remove Reading lamp');
    await until(() => shown(cart).includes('Reading lamp was removed.'));
    press(cart, 'Put Reading lamp back');
    await until(() => all(cart, '.line').length === 2);
    await until(() => shown(cart).includes('You’re offline.'));
    cart.close();
    first.cart.suspend();

    const again = new ShopStore('en', 0, real());
    await again.cart.load();
    expect(again.cart.value.lines.map(({ variantId, quantity }) => [variantId, quantity])).to.deep.equal([
      ['mug', 3],
      ['lamp', 1],
    ]);
    again.cart.suspend();
  });

  it('invites when it is empty', async () => {
    const cart = await openCart(store, html`<vitrine-cart shop-url="/shop"></vitrine-cart>`);
    expect(shown(cart)).to.contain('Your cart is empty');
    expect(inside<HTMLAnchorElement>(cart, 'a.secondary').getAttribute('href')).to.equal('/shop');
  });

  it('leads, empty, to the order that was placed in this tab', async () => {
    const { order } = await store.shop.client.placeOrder({
      ...{ idempotencyKey: 'a key that is long enough', email: 'ada@example.com', phone: '', note: '' },
      lines: [{ variantId: 'mug', quantity: 1, options: {} }],
      shippingAddress: {
        name: 'Ada',
        line1: '1',
        line2: '',
        city: 'Berlin',
        region: '',
        postcode: '10117',
        country: 'DE',
      },
      ...{ deliveryMethodId: 'standard', paymentMethodId: 'bank_transfer' },
      expectedTotal: { amountMinor: 2480, currency: 'EUR' },
    });
    sessionStorage.setItem(`vitrine:${store.handle}:order`, order.token);
    const cart = await openCart(store);
    press(cart, 'Your order');
    const nested = () =>
      cart.shadowRoot!.querySelector('vitrine-checkout')?.shadowRoot?.querySelector('vitrine-order-status');
    await until(() => nested()?.shadowRoot?.querySelector('article')?.innerText.includes('#1001'));
    expect(inside(cart, 'h2').innerText).to.equal('Your order');
    sessionStorage.clear();
  });

  it('opens where a link to a cart works no more, so that the shopper hears of it', async () => {
    const cart = await store.mount<VitrineCart>(html`<vitrine-cart></vitrine-cart>`);
    const { more } = store.cart;
    const refuse = () => Promise.reject(new ApiError('cart_code_invalid', 'It was used.', 410));
    Object.assign(store.cart, { more: async () => ({ ...(await more()), takeOver: refuse }) });
    location.hash = `vitrine-cart=${store.handle}.0123456789abcdef`;
    await until(() => dialogOf(cart).open);
    expect(location.hash).to.equal('');
  });

  it('stands in the page as well, and takes no room there as a drawer', async () => {
    await filled(store);
    const inline = await store.mount<VitrineCart>(html`<vitrine-cart display="page"></vitrine-cart>`);
    await until(() => all(inline, '.line').length === 3);
    expect(inline.getBoundingClientRect().height).to.be.above(300);
    const drawer = await new ShopStore().mount<VitrineCart>(html`<vitrine-cart></vitrine-cart>`);
    expect(drawer.getBoundingClientRect().height).to.equal(0);
    await expect(inline).to.be.accessible();
  });
});
