/**
 * Id of an entry that is issued again into another cart. Every tab derives the same, so that several tabs moving one
 * entry still count it once; and no two entries meet, as each keeps its own random bits.
 */
export const movedEntryId = (id: string, cartId: string): string =>
  id.replace(/[0-9a-f]/g, (digit, at: number) => {
    const mixed = parseInt(digit, 16) ^ parseInt(cartId[at] ?? '0', 16);
    // A UUID of version 8: "made by a rule of its owner" (RFC 9562).
    return (at === 14 ? 8 : at === 19 ? (mixed & 3) | 8 : mixed).toString(16);
  });
