// A router as small sites have them: one view at a time, in the address, with the browser's own history.
const main = document.querySelector('#view');

const views = {
  home: () => `
    <div class="tide">
      <div>
        <h1>Coffee by the water since the ferry stopped</h1>
        <p>Nobody waits for a ferry here any more, but the waiting room was too good to lose. We put in a counter, kept the benches and the clock, and learned to bake.</p>
        <p>The mugs you drink from are made up the coast. People kept taking them home, so now we sell them.</p>
      </div>
      <img src="/media/halden/lykke-mug-table.svg" width="800" height="1000" alt="Two mugs of coffee on an oak table" />
    </div>`,
  menu: () => `
    <h1>Menu</h1>
    <ul class="menu">
      <li><span>Filter, whatever is on</span><span>3.80</span></li>
      <li><span>Cortado</span><span>4.20</span></li>
      <li><span>Cardamom bun, warm until ten</span><span>4.50</span></li>
      <li><span>Rye, brown cheese, pear</span><span>7.00</span></li>
      <li><span>Soup of the day, with as much bread as you like</span><span>9.50</span></li>
    </ul>`,
  shop: () => `
    <h1>What you drank from</h1>
    <vitrine-search url-state></vitrine-search>
    <vitrine-product-grid collection="ceramics" limit="8" product-url="?view=product&handle={handle}"></vitrine-product-grid>
    <vitrine-block name="small-extras" product-url="?view=product&handle={handle}"></vitrine-block>`,
  product: (query) =>
    `<p><a href="?view=shop">← All of it</a></p><vitrine-product handle="${encodeURIComponent(query.get('handle') ?? '')}" heading-level="1"></vitrine-product>`,
};

function show() {
  const query = new URLSearchParams(location.search);
  const name = query.get('view') ?? 'home';
  main.innerHTML = (views[name] ?? views.home)(query);
  for (const link of document.querySelectorAll('nav a')) {
    const here = new URL(link.href).searchParams.get('view') === (name === 'product' ? 'shop' : name);
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function go(address) {
  history.pushState(null, '', address);
  show();
  scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

document.addEventListener('click', (event) => {
  // Through shadow roots, so that links inside elements are routed too.
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const address = new URL(link.href);
  if (address.pathname !== location.pathname || !address.search) return;
  event.preventDefault();
  go(address.href);
});
addEventListener('popstate', show);
show();
