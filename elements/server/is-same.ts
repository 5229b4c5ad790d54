/** Whether two things of JSON say the same; keys may come in any order, and one that is undefined is as none. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [ones, others] = [one as Record<string, unknown>, other as Record<string, unknown>];
  for (const key in others) if (others[key] !== undefined && !Object.hasOwn(ones, key)) return false;
  for (const key in ones) if (!isSame(ones[key], Object.hasOwn(others, key) ? others[key] : undefined)) return false;
  return true;
}
