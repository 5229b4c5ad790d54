import type { VitrineElements } from '../../dist/vitrine-jsx.d.ts';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends VitrineElements {}
  }
}
