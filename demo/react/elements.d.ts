import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Element<Attributes> = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & Attributes;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'vitrine-product-grid': Element<{ collection?: string; limit?: number; columns?: number }>;
      'vitrine-product': Element<{ handle?: string }>;
      'vitrine-cart-button': Element<{ href?: string }>;
      'vitrine-cart': Element<{ note?: boolean }>;
    }
  }
}
