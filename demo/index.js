// The snippet names this server, so that it works where it is pasted.
const snippet = document.querySelector('#snippet');
snippet.textContent = snippet.textContent.replace('https://shop.example', location.origin);

const button = document.querySelector('#copy');
button.addEventListener('click', async () => {
  await navigator.clipboard.writeText(snippet.textContent);
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = 'Copy'), 2000);
});
