/** Makes pixels of the pictures that pages are shared with: hardly any place that shows them takes SVG. */
export interface ShareImages {
  /** An SVG as PNG; null where the fonts here have not all of its characters, for boxes in their place are no picture. */
  draw(svg: string): Promise<Uint8Array<ArrayBuffer> | null>;
}
