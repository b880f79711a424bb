/** The notebook that comes with the page which an address names: `#demo=hutchinson`. null where it names none. */
export function demoIn(fragment: string): string | null {
  return /^#demo=([a-z\d-]+)$/.exec(fragment)?.[1] ?? null;
}

/** What ends a link to a document with cells of space, which is known by it before what reads the link has come. */
export const spaceMark = ".3";

/** Whether an address's fragment carries a document. What reads it is loaded where there is one. */
export function isLink(fragment: string): boolean {
  return /^#d(=|%3D)/i.test(fragment);
}
