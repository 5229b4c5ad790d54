/** The address of something's page, from the pattern the page gave. */
export function addressOf(pattern: string, handle: string): string {
  return pattern.replaceAll('{handle}', encodeURIComponent(handle));
}
