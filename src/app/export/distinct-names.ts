/**
 * The names of columns or arrays, each another: fields and coordinates may be called as what is computed is. Of those of
 * one name all but the first have a number after it, `div_2`.
 */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  return names.map((name, k) => {
    if (names.indexOf(name) === k) return name;
    let number = 2;
    while (taken.has(`${name}_${number}`)) number += 1;
    taken.add(`${name}_${number}`);
    return `${name}_${number}`;
  });
}
