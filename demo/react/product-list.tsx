import { useEffect, useRef } from 'react';

interface Props {
  readonly collection: string;
  readonly onSelect: (handle: string) => void;
}

/** A grid of products that hands what is chosen to the app instead of opening its own dialog. */
export function ProductList({ collection, onSelect }: Props) {
  const grid = useRef<HTMLElement>(null);

  useEffect(() => {
    const element = grid.current;
    const select = (event: HTMLElementEventMap['vitrine-product-select']) => {
      event.preventDefault();
      onSelect(event.detail.product.handle);
    };
    element?.addEventListener('vitrine-product-select', select);
    return () => element?.removeEventListener('vitrine-product-select', select);
  }, [onSelect]);

  return <vitrine-product-grid ref={grid} collection={collection} limit={12} columns={3} />;
}
