import { html, nothing, type TemplateResult } from 'lit';
import type { TeamContent, TeamVariant } from '../../edge-api/contract/sections/team.ts';
import { lookOf, type Looks } from './section-looks.ts';
import { faceOf, initialsOf } from './section-person.ts';
import {
  belowOf,
  columnsOf,
  headingOf,
  headingsOf,
  paragraphsOf,
  pictureOf,
  safeHref,
  type SectionView,
} from './section-view.ts';
import { styles } from './team.styles.ts';

type Person = TeamContent['people'][number];
type People = readonly Person[];

/** Whether anybody is pictured: otherwise nobody gets a frame. */
const pictured = (people: People): boolean =>
  people.some(({ picture }) => pictureOf(picture, { sizes: '' }) !== nothing);

/** A portrait in an upright frame, or the initials in one as large. */
function portraitOf({ name, picture }: Person, sizes: string): TemplateResult {
  const portrait = pictureOf(picture, { sizes, className: 'picture portrait' });
  return portrait === nothing
    ? html`<div class="picture portrait blank" aria-hidden="true">${initialsOf(name)}</div>`
    : (portrait as TemplateResult);
}

const nameOf = ({ name, role }: Person, level: number): TemplateResult =>
  html`<div class="who">${headingOf(level, name, 'title')} ${role ? html`<p class="role">${role}</p>` : nothing}</div>`;

/** Where to find somebody; each link says whose it is to who hears only the link. */
function linksOf({ name, links }: Person): TemplateResult | typeof nothing {
  const shown = (links ?? []).flatMap(({ label, href }) => {
    const to = safeHref(href);
    return to ? [{ label, to }] : [];
  });
  if (!shown.length) return nothing;
  return html`<ul class="links">
    ${shown.map(
      ({ label, to }) =>
        html`<li>
          <a class="at" part="link" href=${to}>${label}<span class="hidden-text">, ${name}</span></a>
        </li>`,
    )}
  </ul>`;
}

/** What is said of somebody; nothing where the name says it all. */
function restOf(person: Person): TemplateResult | typeof nothing {
  const links = linksOf(person);
  if (!person.text && links === nothing) return nothing;
  return html`<div class="rest">
    ${person.text ? html`<div class="words">${paragraphsOf(person.text)}</div>` : nothing} ${links}
  </div>`;
}

const LOOKS: Looks<TeamVariant, (people: People, level: number) => TemplateResult> = {
  grid: (people, level) => {
    const framed = pictured(people);
    return html`<ul class="team grid ${framed ? '' : 'bare'} ${columnsOf(people.length)}">
      ${people.map(
        (person) =>
          html`<li>
            ${framed ? portraitOf(person, '(min-width: 920px) 25vw, 50vw') : nothing} ${nameOf(person, level)}
            ${restOf(person)}
          </li>`,
      )}
    </ul>`;
  },

  cards: (people, level) => {
    const framed = pictured(people);
    return html`<ul class="team cards even">
      ${people.map(
        (person) =>
          html`<li class="card">
            <div class="head">${framed ? faceOf(person, '80px') : nothing} ${nameOf(person, level)}</div>
            ${restOf(person)}
          </li>`,
      )}
    </ul>`;
  },

  list: (people, level) => {
    const framed = pictured(people);
    return html`<ul class="team list ${framed ? 'framed' : ''}">
      ${people.map(
        (person) =>
          html`<li>${framed ? portraitOf(person, '120px') : nothing} ${nameOf(person, level)} ${restOf(person)}</li>`,
      )}
    </ul>`;
  },
};

export const section: SectionView<TeamContent> = {
  styles,
  render(content, context) {
    const draw = LOOKS[lookOf(context.variant, LOOKS)];
    return html`${headingsOf(content, context)} ${draw(content.people, belowOf(content.heading, context))}`;
  },
};
