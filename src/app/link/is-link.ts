/** The notebook that comes with the page which an address names: `#demo=hutchinson`. null where it names none. */
export function demoIn(fragment: string): string | null {
  return /^#demo=([a-z\d-]+)$/.exec(fragment)?.[1] ?? null;
}

/** Whether an address's fragment carries a document. What reads it is loaded where there is one. */
export function isLink(fragment: string): boolean {
  return /^#d(=|%3D)/i.test(fragment);
}
