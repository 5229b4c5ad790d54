/** What a page of tests loads: the preview, in reach of `evaluate`. */
import { previewRenderer } from './preview.ts';

Object.assign(globalThis, { previewRenderer });
