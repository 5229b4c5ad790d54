// The snippet names this server, so that it works where it is pasted.
for (const place of document.querySelectorAll('[data-origin]')) place.textContent = location.origin;

const button = document.querySelector('#copy');
button.addEventListener('click', async () => {
  await navigator.clipboard.writeText(document.querySelector('#snippet').textContent);
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = 'Copy'), 2000);
});
