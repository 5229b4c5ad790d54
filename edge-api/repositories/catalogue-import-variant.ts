import { sameKind } from '../contract/measures.ts';
import { minorDigits } from '../contract/minor-digits.ts';
import { type Columns, type Field, MAX_OPTIONS, type Row } from './catalogue-columns.ts';
import {
  CellProblem,
  parseDay,
  parseFlag,
  parseImageUrl,
  parseMeasure,
  parseMinor,
  parseWhole,
  quoted,
  within,
} from './catalogue-import-cells.ts';
import type { ImportedVariant, ReadingContext } from './catalogue-imported.ts';

/** An option of a product, and which of the file's columns tell of it. */
export interface Option {
  readonly position: number;
  readonly name: string;
  readonly linkedTo: string;
}

const positionsOf = (columns: Columns) => columns.optionPositions.filter((position) => position <= MAX_OPTIONS);

/** Whether a row names a value of any option. */
export const hasOptionValue = (row: Row, columns: Columns) =>
  positionsOf(columns).some((position) => columns.option(row, position, 'value').trim() !== '');

/** The options of a product; none where Shopify writes its placeholder "Title: Default Title". */
export function readOptions(titled: Row, rows: readonly Row[], columns: Columns): Option[] {
  const used = positionsOf(columns).filter((position) =>
    rows.some((row) => columns.option(row, position, 'value').trim() !== ''),
  );
  const options = used.map((position) => {
    const first = (part: 'name' | 'linked to') =>
      [titled, ...rows].map((row) => columns.option(row, position, part).trim()).find((text) => text !== '') ?? '';
    return { position, name: first('name'), linkedTo: first('linked to') };
  });
  const [only] = options;
  const placeholder =
    options.length === 1 &&
    only !== undefined &&
    /^(?:title)?$/i.test(only.name) &&
    rows.every((row) => /^(?:default title)?$/i.test(columns.option(row, only.position, 'value').trim()));
  return placeholder ? [] : options;
}

/** Whether a row tells of a variant: by its option values, or, in a product without options, its own row. */
export function isVariantRow(row: Row, own: boolean, someHaveOptions: boolean, columns: Columns): boolean {
  if (hasOptionValue(row, columns)) return true;
  const priced = columns.cell(row, 'price').trim() !== '' || columns.cell(row, 'sku').trim() !== '';
  if (own) return priced || !someHaveOptions;
  if (!priced) return false;
  throw new CellProblem(
    'option_value_missing',
    columns.optionName(1, 'value'),
    'The row has a price or a SKU, but no option that tells which variant it is.',
  );
}

/** Reads the variant a row tells of. */
export function readVariant(
  row: Row,
  options: readonly Option[],
  { columns, currency, decimalComma }: ReadingContext,
): ImportedVariant {
  const cell = (field: Field, max = 255) => within(columns.cell(row, field).trim(), max, columns.nameOf(field));
  const amount = (field: Field) =>
    parseMinor(columns.cell(row, field), minorDigits(currency), columns.nameOf(field), decimalComma);
  const optionValues = options.map(({ position, name }) => {
    const value = columns.option(row, position, 'value').trim();
    if (name === '') {
      throw new CellProblem(
        'option_name_missing',
        columns.optionName(position, 'name'),
        `Option ${position} has values and no name.`,
      );
    }
    if (value === '') {
      throw new CellProblem(
        'option_value_missing',
        columns.optionName(position, 'value'),
        `The variant has no value for ${quoted(name)}.`,
      );
    }
    return within(value, 255, columns.optionName(position, 'value'));
  });
  const priceMinor = amount('price');
  if (priceMinor === undefined)
    throw new CellProblem('price_missing', columns.nameOf('price'), 'The variant has no price.');
  const imageUrl = columns.cell(row, 'variantImage').trim();
  const flag = (field: Field) => parseFlag(columns.cell(row, field), columns.nameOf(field), true);
  return {
    optionValues,
    sku: cell('sku'),
    barcode: cell('barcode'),
    priceMinor,
    compareAtMinor: amount('compareAt') ?? null,
    costMinor: amount('cost') ?? null,
    tracker: cell('tracker'),
    quantity: parseWhole(columns.cell(row, 'quantity'), columns.nameOf('quantity')),
    policy: readPolicy(columns.cell(row, 'policy'), columns.nameOf('policy')),
    grams: parseMeasure(columns.cell(row, 'grams'), columns.nameOf('grams'), decimalComma),
    weightUnit: cell('weightUnit'),
    requiresShipping: flag('requiresShipping'),
    taxable: flag('taxable'),
    taxCode: cell('taxCode'),
    fulfilment: cell('fulfilment') || 'manual',
    ...readMeasures(row, columns, decimalComma),
    restockOn: parseDay(columns.cell(row, 'restock'), columns.nameOf('restock')),
    imageUrl: imageUrl === '' ? null : parseImageUrl(imageUrl, columns.nameOf('variantImage')),
    extra: readExtra(row, columns, (ofVariant) => ofVariant || columns.cell(row, 'title').trim() === ''),
  };
}

/** Reads what the variant holds and by what measure it is compared; without a total nothing is compared. */
function readMeasures(row: Row, columns: Columns, comma: boolean) {
  const measure = (field: Field) => parseMeasure(columns.cell(row, field), columns.nameOf(field), comma);
  const unit = (field: Field) => within(columns.cell(row, field).trim(), 50, columns.nameOf(field));
  const [unitTotal, unitTotalUnit] = [measure('unitTotal'), unit('unitTotalUnit')];
  const [unitBase, unitBaseUnit] = [measure('unitBase'), unit('unitBaseUnit')];
  if (unitTotal > 0 && (unitTotalUnit === '' || (unitBaseUnit !== '' && !sameKind(unitTotalUnit, unitBaseUnit)))) {
    const [field, message] =
      unitTotalUnit === ''
        ? (['unitTotalUnit', 'The measure has no unit, such as ml or kg.'] as const)
        : (['unitBaseUnit', `${quoted(unitTotalUnit)} cannot be counted in ${quoted(unitBaseUnit)}.`] as const);
    throw new CellProblem('unit_invalid', columns.nameOf(field), message);
  }
  return { unitTotal, unitTotalUnit, unitBase, unitBaseUnit };
}

/** `deny` and `continue` in the old column; the new one asks whether to go on selling. */
function readPolicy(text: string, column: string): ImportedVariant['policy'] {
  const word = text.trim().toLowerCase();
  if (['', 'deny', 'false', 'no', '0'].includes(word)) return 'deny';
  if (['continue', 'true', 'yes', '1'].includes(word)) return 'continue';
  throw new CellProblem('policy_unknown', column, `${quoted(text)} is neither deny nor continue.`);
}

/** The cells we only carry, of the product or of its variant. */
export function readExtra(row: Row, columns: Columns, wanted: (ofVariant: boolean) => boolean): Record<string, string> {
  const entries = columns.others
    .filter(({ ofVariant, index }) => wanted(ofVariant) && (row.cells[index] ?? '') !== '')
    .map(({ name, index }) => [name, row.cells[index] ?? ''] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
