/** Whether an address's fragment carries a document. What reads it is loaded where there is one. */
export function isLink(fragment: string): boolean {
  return /^#d(=|%3D)/i.test(fragment);
}
