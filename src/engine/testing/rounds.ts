/** How often a test does what rarely goes wrong: a few times in the frequent run, and in full where DELDOT_FULL is set. */
export function rounds(quick: number, full: number): number {
  return process.env.DELDOT_FULL ? full : quick;
}
