/** Pages written in Markdown; Wrangler bundles them as text. */
declare module '*.md' {
  const text: string;
  export default text;
}
