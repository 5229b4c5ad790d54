/** What a product shows of its variants and images without reading them. */
export interface DerivedColumns {
  readonly price_min_minor: number;
  readonly price_max_minor: number;
  readonly compare_at_minor: number | null;
  readonly available: 0 | 1;
  readonly variant_count: number;
  readonly only_variant_id: string | null;
  readonly image: string | null;
  readonly variants_text: string;
}

/** Computes the columns of `products` that follow from its variants and images, given in their order. */
export function deriveProduct(
  images: readonly {
    id: string;
    url: string;
    alt: string;
    width: number | null;
    height: number | null;
    placeholder: string | null;
  }[],
  variants: readonly {
    id: string;
    option_values: string;
    sku: string;
    barcode: string;
    price_minor: number;
    compare_at_minor: number | null;
    inventory_tracked: number;
    inventory_quantity: number;
    inventory_policy: string;
  }[],
): DerivedColumns {
  const prices = variants.map(({ price_minor }) => price_minor);
  const lowest = prices.reduce((least, price) => Math.min(least, price), prices[0] ?? 0);
  const cheapest = variants.find(({ price_minor }) => price_minor === lowest);
  const before = cheapest?.compare_at_minor ?? null;
  const sells = variants.some(
    (variant) =>
      !variant.inventory_tracked || variant.inventory_policy === 'continue' || variant.inventory_quantity > 0,
  );
  const words = variants.flatMap(({ sku, barcode, option_values }) => [...readValues(option_values), sku, barcode]);
  const [image] = images;
  return {
    price_min_minor: lowest,
    price_max_minor: prices.reduce((most, price) => Math.max(most, price), 0),
    compare_at_minor: before !== null && before > lowest ? before : null,
    available: sells ? 1 : 0,
    variant_count: variants.length,
    only_variant_id: variants.length === 1 ? (cheapest?.id ?? null) : null,
    image: image
      ? JSON.stringify({
          id: image.id,
          url: image.url,
          alt: image.alt,
          width: image.width,
          height: image.height,
          placeholder: image.placeholder,
        })
      : null,
    variants_text: [...new Set(words.filter((word) => word !== ''))].join(' '),
  };
}

function readValues(json: string): string[] {
  const values: unknown = JSON.parse(json);
  return Array.isArray(values) ? values.map(String) : [];
}
