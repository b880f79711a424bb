const identifiers = /[\p{L}_][\p{L}\p{N}_]*/gu;

/**
 * A source whose definitions have new names, wherever they are used in it: names are defined once in a document. `F`
 * becomes `F2`, or `F3` where there is an `F2` in one of the `others`.
 */
export function renamedSource(source: string, defined: readonly string[], others: readonly string[]): string {
  const taken = new Set(others.flatMap((text) => text.match(identifiers) ?? []));
  const fresh = new Map<string, string>();
  for (const name of defined) {
    let count = 2;
    while (taken.has(`${name}${count}`)) count += 1;
    fresh.set(name, `${name}${count}`);
    taken.add(`${name}${count}`);
  }
  return source.replace(identifiers, (name) => fresh.get(name) ?? name);
}

/** What a source defines, as far as lines tell: `W = …` at the beginning of one. */
export function namesDefined(source: string): string[] {
  return [...source.matchAll(/^[ \t]*([\p{L}_][\p{L}\p{N}_]*)[ \t]*(?:\([^()\n]*\)[ \t]*)?=(?!=)/gmu)].map(
    ([, name]) => name as string,
  );
}
