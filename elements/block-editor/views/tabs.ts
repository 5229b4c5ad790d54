import { html, nothing, type TemplateResult } from 'lit';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly count?: number;
  readonly tone?: string;
}

/** Which tab an arrow key leads to; undefined for other keys. */
function moved<Id extends string>(event: KeyboardEvent, ids: readonly Id[], open: Id): Id | undefined {
  const isRtl = getComputedStyle(event.currentTarget as Element).direction === 'rtl';
  const steps: Record<string, number> = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 };
  const step = steps[event.key];
  if (event.key === 'Home') return ids[0];
  if (event.key === 'End') return ids.at(-1);
  return step === undefined ? undefined : ids[(ids.indexOf(open) + step + ids.length) % ids.length];
}

/** A list of tabs, as ARIA's patterns describe them: arrows move, the open one is in the order of Tab. */
export function tabs<Id extends string>(
  group: string,
  label: string,
  items: readonly Tab<Id>[],
  open: Id,
  choose: (id: Id) => void,
): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    const next = moved(
      event,
      items.map(({ id }) => id),
      open,
    );
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
    (event.currentTarget as Element).querySelector<HTMLElement>(`#${group}-${next}`)?.focus();
  };
  return html`<div class="tabs ${group}-tabs" role="tablist" aria-label=${label} @keydown=${onKey}>
    ${items.map(
      ({ id, label, count = 0, tone = '' }) =>
        html`<button
          type="button"
          role="tab"
          id="${group}-${id}"
          aria-selected=${id === open ? 'true' : 'false'}
          aria-controls="${group}-panel"
          tabindex=${id === open ? 0 : -1}
          @click=${() => choose(id)}
        >
          ${label}${count ? html` <span class="count ${tone}">${count}</span>` : nothing}
        </button>`,
    )}
  </div>`;
}
