/** A picture beside your story. */
export default function ({ html, image }, settings) {
  const paragraphs = settings.story.split(/\n+/).filter((line) => line.trim() !== '');
  if (!settings.heading && paragraphs.length === 0) return html``;
  const picture = settings.picture && image({ url: settings.picture, alt: settings.alt });
  return html`
    <style>
      .story {
        align-items: center;
        display: grid;
        gap: var(--space-6) var(--space-8);
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));
      }
      .story img { border-radius: var(--radius); inline-size: 100%; }
      .story h2 { margin-block-start: 0; text-wrap: balance; }
      .story p { max-inline-size: 64ch; }
      .story .end { order: 2; }
      .more { color: var(--text); font-weight: 600; text-decoration-color: var(--accent); text-underline-offset: 4px; }
    </style>
    <section class="story">
      ${picture && html`<div class="${settings.side}">${picture}</div>`}
      <div>
        <h2>${settings.heading}</h2>
        ${paragraphs.map((text) => html`<p>${text}</p>`)}
        ${settings.link && html`<a class="more" href="${settings.link}">${settings.label || settings.link}</a>`}
      </div>
    </section>`;
}
