import { html, nothing, type TemplateResult } from 'lit';
import type { ContactInfoContent } from '../../edge-api/contract/sections/contact-info.ts';
import { mailHref, telephoneHref } from './contact-info-links.ts';
import { styles } from './contact-info.styles.ts';
import {
  belowOf,
  columnsOf,
  headingOf,
  headingsOf,
  linkOf,
  pictureOf,
  type SectionContext,
  type SectionView,
} from './section-view.ts';

/** One way to reach the shop. */
interface Way {
  readonly name: string;
  readonly label: string;
  readonly body: TemplateResult;
}

const addressOf = ({ address = [], map }: ContactInfoContent, { text }: SectionContext): TemplateResult =>
  html`${address.length ? html`<address class="postal">${address.map((line) => html`<span>${line}</span> `)}</address>` : nothing}
  ${linkOf(map ? { label: text('map'), href: map } : undefined, 'arrow')}`;

function phoneOf(phone: string): TemplateResult {
  const href = telephoneHref(phone);
  return href
    ? html`<a class="reach" part="link" href=${href} dir="ltr">${phone}</a>`
    : html`<p><bdi>${phone}</bdi></p>`;
}

const hoursOf = (hours: ContactInfoContent['hours']): TemplateResult =>
  html`<dl class="hours">
    ${hours.map(
      ({ days, times }) =>
        html`<div>
          <dt>${days}</dt>
          <dd><bdi>${times}</bdi></dd>
        </div>`,
    )}
  </dl>`;

function waysOf(content: ContactInfoContent, context: SectionContext): Way[] {
  const { address = [], email, phone, hours = [], map, links = [] } = content;
  const { text } = context;
  const ways: (Way | false | '' | undefined)[] = [
    (address.length > 0 || map) && { name: 'place', label: text('address'), body: addressOf(content, context) },
    email && {
      name: 'mail',
      label: text('email'),
      body: html`<a class="reach" part="link" href=${mailHref(email)} dir="ltr">${email}</a>`,
    },
    phone && { name: 'call', label: text('phone'), body: phoneOf(phone) },
    hours.length > 0 && { name: 'open', label: text('opens'), body: hoursOf(hours) },
    links.length > 0 && {
      name: 'else',
      label: text('elsewhere'),
      body: html`<ul class="links" role="list">
        ${links.map((link) => html`<li>${linkOf(link, 'arrow')}</li>`)}
      </ul>`,
    },
  ];
  return ways.filter((way) => !!way);
}

/** The ways as a list, each below a heading of its own; nothing when there are none. */
function listOf(ways: readonly Way[], level: number, cards: boolean): TemplateResult | typeof nothing {
  if (!ways.length) return nothing;
  return html`<ul class="ways ${cards ? columnsOf(ways.length, 3) : ''}" role="list">
    ${ways.map(
      ({ name, label, body }) =>
        html`<li class="way ${name} ${cards ? 'card' : ''}">
          ${headingOf(level, label, 'label')}
          <div class="value">${body}</div>
        </li>`,
    )}
  </ul>`;
}

export const section: SectionView<ContactInfoContent> = {
  styles,
  render(content, context) {
    const { variant, first } = context;
    const cards = variant === 'cards';
    const sizes = cards ? '100vw' : '(min-width: 760px) 50vw, 100vw';
    const shown = variant === 'list' ? nothing : pictureOf(content.picture, { first, sizes });
    const look = variant === 'split' ? 'beside' : variant;
    return html`<div class="contact ${look} ${shown === nothing ? 'bare' : 'pictured'}">
      ${headingsOf(content, context)} ${listOf(waysOf(content, context), belowOf(content.heading, context), cards)}
      ${shown}
    </div>`;
  },
};
