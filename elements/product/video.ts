import { html, nothing, type TemplateResult } from 'lit';
import type { Video } from '../../edge-api/contract/products.ts';
import type { Text } from '../internal/strings.ts';
import { play } from './gallery-icons.ts';
import { renderPoster } from './media.ts';

export { styles } from './video.styles.ts';

const SERVICES = {
  youtube: {
    name: 'YouTube',
    player: 'https://www.youtube-nocookie.com/embed/',
    asks: '?autoplay=1&playsinline=1&rel=0',
  },
  vimeo: { name: 'Vimeo', player: 'https://player.vimeo.com/video/', asks: '?autoplay=1&dnt=1' },
} as const;

function renderPlayer({ alt, poster, source }: Video): TemplateResult {
  if (source.kind === 'file') {
    return html`<video
      class="image"
      part="image"
      controls
      autoplay
      playsinline
      poster=${poster ?? nothing}
      aria-label=${alt || nothing}
    >
      ${source.files.map(({ url, type }) => html`<source src=${url} type=${type} />`)}
    </video>`;
  }
  const { name, player, asks } = SERVICES[source.kind];
  return html`<iframe
    class="image"
    part="image"
    title=${alt || name}
    src=${`${player}${encodeURIComponent(source.id)}${asks}`}
    allow="autoplay; fullscreen; picture-in-picture"
    allowfullscreen
    referrerpolicy="strict-origin-when-cross-origin"
  ></iframe>`;
}

/** A video in its frame: a poster with a button, and only once that is pressed the film, or the player of its service. */
export function renderVideo(
  video: Video,
  playing: boolean,
  start: () => void,
  text: Text<'play' | 'playsFrom'>,
): TemplateResult {
  if (playing) return renderPlayer(video);
  const { alt, source } = video;
  return html`${renderPoster(video)}
    <button
      type="button"
      class="play"
      part="play-button"
      aria-label=${[text('play'), alt].filter(Boolean).join(': ')}
      @click=${start}
    >
      <span class="play-icon">${play}</span>
    </button>
    ${
      source.kind === 'file'
        ? nothing
        : html`<p class="service">${text('playsFrom', { service: SERVICES[source.kind].name })}</p>`
    }`;
}

/** What tells the thumbnail of a video from that of a picture. */
export const thumbnailMark = html`<span class="thumbnail-play">${play}</span>`;
