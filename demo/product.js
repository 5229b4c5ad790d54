// The shop's own three lines: the address names the product.
const handle = new URLSearchParams(location.search).get('handle') || 'fjord-vase';
document.querySelector('vitrine-product').setAttribute('handle', handle);
document.addEventListener('vitrine-product-view', (event) => {
  document.title = `${event.detail.product.title} · Halden`;
  document.getElementById('crumb').textContent = event.detail.product.title;
});
