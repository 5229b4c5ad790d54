const button = document.querySelector('#copy');
button.addEventListener('click', async () => {
  await navigator.clipboard.writeText(snippet.textContent);
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = 'Copy'), 2000);
});
