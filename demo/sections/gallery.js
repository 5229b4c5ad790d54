// Shows the sections as the address asks, and only then loads the script that draws them: nothing is drawn twice.
const asked = new URLSearchParams(location.search);
const page = document.documentElement;
const rightToLeft = asked.get('dir') === 'rtl';
const specimens = [...document.querySelectorAll('.specimen')];

const isAsked = ({ type, variant }) =>
  (!asked.has('type') || asked.get('type') === type) && (!asked.has('variant') || asked.get('variant') === variant);

/** Content by type, kind and language; undefined for the examples. */
async function contents() {
  if (!asked.has('content')) return undefined;
  const response = await fetch('/demo/sections/specimens.json');
  return response.json();
}

function change(specimen, all) {
  const data = specimen.querySelector('script');
  const section = JSON.parse(data.textContent);
  const content = all?.[section.type]?.[asked.get('content')]?.[rightToLeft ? 'ar' : 'en'];
  if (content) section.content = content;
  const settings = ['tone', 'spacing', 'width'].filter((name) => asked.has(name));
  section.settings = Object.fromEntries(settings.map((name) => [name, asked.get(name)]));
  data.textContent = JSON.stringify(section);
}

function dress() {
  if (rightToLeft) Object.assign(page, { lang: 'ar', dir: 'rtl' });
  if (asked.has('theme')) page.dataset.theme = asked.get('theme');
  const accent = asked.get('accent');
  if (accent && CSS.supports('color', accent)) page.style.setProperty('--vitrine-color-accent', accent);
  // One of them alone is shown without any words of this page around it.
  page.classList.toggle('alone', asked.has('type') && asked.has('variant'));
}

function load() {
  const script = document.createElement('script');
  script.src = '/vitrine.js';
  Object.assign(script.dataset, { store: rightToLeft ? 'qamar' : 'halden', locale: rightToLeft ? 'ar' : 'en' });
  document.head.append(script);
}

dress();
const all = await contents();
for (const specimen of specimens) {
  if (isAsked(specimen.dataset)) change(specimen, all);
  else specimen.remove();
}
for (const type of document.querySelectorAll('.type')) if (!type.querySelector('.specimen')) type.remove();
load();
