import { loadStripe } from '@stripe/stripe-js/pure';
import type { Appearance, StripeElementLocale, StripeElements } from '@stripe/stripe-js';
import type { PaymentForm } from './payment-step.ts';

/** Shown by Stripe's form, filled in from what the shopper has typed already. */
export interface Payer {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region: string;
  readonly postcode: string;
  readonly country: string;
}

export interface StripeFormOptions {
  readonly form: PaymentForm;
  /** Where the form goes: in the page's own tree, for Stripe's frames do not work in a shadow tree. */
  readonly place: HTMLElement;
  /** An element whose styles the form takes on. */
  readonly like: HTMLElement;
  readonly payer: Payer;
  /** Where a bank's own page sends the shopper back to. */
  readonly returnUrl: string;
  readonly locale: string;
  /** Said between the wallets and the form. */
  readonly or: string;
  /** A wallet has been used: the payment is on its way, or failed with these words. */
  readonly onWallet: (failure: string | undefined) => void;
}

export interface StripeForm {
  /** Pays; answers Stripe's words for the shopper when that failed, undefined when it did its part. */
  confirm(): Promise<string | undefined>;
  remove(): void;
}

/** A colour as Stripe reads it: computed styles may be in any notation. */
function plainColour(colour: string): string {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!context) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

/** The store's tokens as they look here, in Stripe's words. */
function appearanceOf(like: HTMLElement): Appearance {
  const probe = document.createElement('span');
  like.append(probe);
  const token = (name: string): string => {
    probe.style.color = `var(${name})`;
    return plainColour(getComputedStyle(probe).color);
  };
  const { fontFamily } = getComputedStyle(like);
  probe.style.borderRadius = 'var(--radius)';
  const colorBackground = token('--surface');
  const [red = 255, green = 255, blue = 255] = (colorBackground.match(/\d+/g) ?? []).map(Number);
  const appearance: Appearance = {
    theme: red + green + blue < 384 ? 'night' : 'stripe',
    variables: {
      colorPrimary: token('--accent'),
      colorBackground,
      colorText: token('--text'),
      colorTextSecondary: token('--muted'),
      colorDanger: token('--danger'),
      borderRadius: getComputedStyle(probe).borderRadius,
      fontFamily,
      fontSizeBase: '16px',
    },
  };
  probe.remove();
  return appearance;
}

const box = (place: HTMLElement): HTMLElement => place.appendChild(document.createElement('div'));

/** Wallets above the form, where this browser and shopper have any; nothing otherwise. */
function mountWallets(elements: StripeElements, place: HTMLElement, or: string, confirm: () => void): void {
  const wallets = box(place);
  const between = box(place);
  wallets.hidden = between.hidden = true;
  between.textContent = or;
  between.style.cssText = 'margin: 12px 0; text-align: center; font-size: 13px; opacity: .75';
  const element = elements.create('expressCheckout');
  element.on('ready', ({ availablePaymentMethods: offered }) => {
    wallets.hidden = between.hidden = !offered || !Object.values(offered).some(Boolean);
  });
  element.on('confirm', confirm);
  // A hidden box has no room to be drawn in.
  wallets.hidden = false;
  element.mount(wallets);
}

/** Puts Stripe's form into the page. Rejects when Stripe's script cannot be had. */
export async function mountStripeForm(options: StripeFormOptions): Promise<StripeForm> {
  const { form, place, like, payer, returnUrl, locale, or, onWallet } = options;
  const stripe = await loadStripe(form.publishableKey, form.account ? { stripeAccount: form.account } : undefined);
  if (!stripe) throw new Error('Stripe is not to be had here.');
  const elements = stripe.elements({
    clientSecret: form.clientSecret,
    appearance: appearanceOf(like),
    locale: locale.split('-', 1)[0] as StripeElementLocale,
  });
  const { name, email, phone, line1, line2, city, region, postcode, country } = payer;
  const address = { line1, line2, city, state: region, postal_code: postcode, country };

  const confirm = async (): Promise<string | undefined> => {
    const { error: incomplete } = await elements.submit();
    if (incomplete) return incomplete.message ?? '';
    const { error } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: returnUrl },
      redirect: 'if_required',
    });
    return error && (error.message ?? '');
  };
  mountWallets(elements, place, or, () => void confirm().then(onWallet));
  const payment = elements.create('payment', {
    layout: 'tabs',
    defaultValues: { billingDetails: { name, email, ...(phone ? { phone } : {}), address } },
  });
  const loaded = new Promise<void>((resolve, reject) => {
    payment.on('ready', () => resolve());
    payment.on('loaderror', ({ error }) => reject(new Error(error.message ?? 'The form did not load.')));
  });
  payment.mount(box(place));
  await loaded;
  return {
    confirm,
    remove() {
      payment.destroy();
      place.replaceChildren();
    },
  };
}
