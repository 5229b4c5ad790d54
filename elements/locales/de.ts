import type { LocaleTable } from '../internal/strings.ts';
import { selling } from './de-selling.ts';

/** German, by element and key. */
export const messages: LocaleTable = {
  ...selling,
  'product-grid': {
    from: 'ab {price}',
    was: 'Statt {price}',
    now: 'Jetzt {price}',
    soldOut: 'Ausverkauft',
    sale: 'Angebot',
    choose: 'Auswählen',
    chooseOf: 'Ausführung wählen: {title}',
    more: 'Mehr anzeigen',
    loading: 'Produkte werden geladen',
    loaded: { one: '{count} Produkt', other: '{count} Produkte' },
    empty: 'Hier gibt es im Moment keine Produkte.',
    failed: 'Die Produkte konnten nicht geladen werden.',
    retry: 'Erneut versuchen',
    sort: 'Sortieren nach',
    featured: 'Empfohlen',
    newest: 'Neu',
    'price-asc': 'Preis, aufsteigend',
    'price-desc': 'Preis, absteigend',
    'title-asc': 'Name, A–Z',
    'title-desc': 'Name, Z–A',
    close: 'Schließen',
    pages: 'Seiten',
    previous: 'Zurück',
    next: 'Weiter',
    page: 'Seite {count}',
  },
  'buy-button': {
    add: 'In den Warenkorb',
    addOf: '{title} in den Warenkorb',
    adding: 'Wird hinzugefügt',
    added: 'Hinzugefügt',
    addedOf: '{title} liegt im Warenkorb',
    soldOut: 'Ausverkauft',
    choose: 'Auswählen',
    failed: 'Das hat nicht geklappt. Bitte noch einmal versuchen.',
  },
};
