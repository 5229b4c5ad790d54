/** A mail before it is HTML or text: both are made of the same blocks, so that neither says less than the other. */
export interface MailDocument {
  readonly locale: string;
  readonly rtl: boolean;
  readonly shop: { readonly name: string; readonly accent: string; readonly logo: string | null };
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
  /** Why one gets it, and who sends it; one paragraph each. */
  readonly footer: readonly string[];
  /** The way out, where there is one. */
  readonly unsubscribe: { readonly label: string; readonly url: string } | null;
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  /** `or` stands above the address itself. */
  | { readonly kind: 'button'; readonly label: string; readonly url: string; readonly or: string | null }
  /** A box with a title; lines of the text stay lines. */
  | { readonly kind: 'notice'; readonly title: string; readonly text: string }
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  | { readonly kind: 'totals'; readonly rows: readonly Row[] }
  | { readonly kind: 'facts'; readonly rows: readonly Row[] };

/** Something ordered. */
export interface Line {
  readonly title: string;
  readonly detail: string;
  readonly quantity: string;
  readonly count: number;
  /** Null where prices are not told. */
  readonly price: string | null;
  /** An https address. */
  readonly image: string | null;
}

/** A label and what it labels; lines of the value stay lines. */
export interface Row {
  readonly label: string;
  readonly value: string;
  readonly strong?: boolean;
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.text;
    case 'button':
      return `${block.label}:\n${block.url}`;
    case 'notice':
      return `${block.title}\n${indented(block.text)}`;
    case 'lines':
      return block.lines
        .map(({ count, title, detail, price }) =>
          [
            `${count} × ${title}${price === null ? '' : `: ${price}`}`,
            ...(detail === '' ? [] : [indented(detail)]),
          ].join('\n'),
        )
        .join('\n');
    case 'totals':
      return block.rows.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'facts':
      return block.rows.map(({ label, value }) => `${label}\n${indented(value)}`).join('\n');
  }
}

/** A mail as plain text. */
export function mailText({ heading, blocks, footer, unsubscribe, shop }: MailDocument): string {
  const end = unsubscribe ? [`${unsubscribe.label}:\n${unsubscribe.url}`] : [];
  return `${[heading, ...blocks.map(blockText), `-- \n${shop.name}`, ...footer, ...end].join('\n\n')}\n`;
}
