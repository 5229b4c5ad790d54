/* Stands in for https://js.stripe.com in the browser of the tests: it draws no form, notes what it is asked, and does as
   `window.fakeStripe` says. Nothing of it ever talks to Stripe. */
(() => {
  const element = (kind, options) => {
    const listeners = {};
    return {
      on: (name, listener) => (listeners[name] = listener),
      mount(place) {
        window.fakeStripe.asked.push({ call: 'mount', kind, options, inPage: place.getRootNode() === document });
        const frame = place.appendChild(document.createElement('div'));
        frame.textContent = kind === 'payment' ? 'Card number' : '';
        if (kind === 'expressCheckout' && window.fakeStripe.wallets) {
          const button = frame.appendChild(document.createElement('button'));
          button.textContent = 'Pay by wallet';
          button.addEventListener('click', () => listeners.confirm({}));
        }
        queueMicrotask(() =>
          kind === 'expressCheckout'
            ? listeners.ready?.({ availablePaymentMethods: window.fakeStripe.wallets ?? undefined })
            : window.fakeStripe.load === 'ready'
              ? listeners.ready?.()
              : listeners.loaderror?.({ error: { message: 'It did not load.' } }),
        );
      },
      destroy: () => window.fakeStripe.asked.push({ call: 'destroy', kind }),
    };
  };
  const Stripe = (key, options) => ({
    elements(settings) {
      window.fakeStripe.asked.push({ call: 'elements', key, options, settings });
      return { create: element, submit: async () => ({}) };
    },
    async confirmPayment(request) {
      window.fakeStripe.asked.push({
        call: 'confirmPayment',
        redirect: request.redirect,
        confirmParams: request.confirmParams,
      });
      return window.fakeStripe.outcome;
    },
    _registerWrapper() {},
    registerAppInfo() {},
  });
  // As the real one, which the package that loads it asks for.
  window.Stripe = Object.assign(Stripe, { version: 'endive' });
})();
