/** Words that mean something in Python or in what the programs are written with. */
const reserved = `
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with match case type print
  abs enumerate float int len max min range round sum zip pow dict list set tuple object
  jax jnp torch np math statistics
  seed probes probe key field step basis entry entries differences jvps vjps pullback
`
  .trim()
  .split(/\s+/);

const greek = new Map(
  [..."αβγδεζηθικλμνξοπρσςτυφχψω"].map((letter, i) => [letter, greekNames()[i] as string]),
);

function greekNames(): string[] {
  return (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau " +
    "upsilon phi chi psi omega"
  ).split(" ");
}

/**
 * A name as a Python identifier of ASCII letters, digits and underscores: Greek letters by their names, accents left
 * out, anything else by its code point. Python takes names that look alike for one, so none of them stays.
 */
export function identifier(name: string): string {
  let text = "";
  for (const letter of name.replaceAll("ß", "ss").normalize("NFKD")) {
    const small = greek.get(letter.toLowerCase());
    if (/[A-Za-z0-9_]/.test(letter)) text += letter;
    else if (small)
      text += letter === letter.toLowerCase() ? small : small.charAt(0).toUpperCase() + small.slice(1);
    else if (!/\p{M}/u.test(letter)) text += `u${(letter.codePointAt(0) ?? 0).toString(16)}`;
  }
  // Two underscores in front are Python's own.
  return /^[A-Za-z_]/.test(text) ? text.replace(/^_+/, "_") : `_${text}`;
}

/** Names of one scope and of those around it; no two things share one. */
export class NameScope {
  private readonly taken: Set<string>;
  private readonly outer: NameScope | null;
  private readonly serials = new Map<string, number>();

  constructor(outer: NameScope | null, taken: Iterable<string> = []) {
    this.outer = outer;
    this.taken = new Set(outer ? taken : [...reserved, ...taken]);
  }

  private has(name: string): boolean {
    return this.taken.has(name) || (this.outer?.has(name) ?? false);
  }

  /** The name itself where it is free, else with an underscore, then with a number. */
  claim(wanted: string): string {
    const name = identifier(wanted);
    let free = name;
    for (let serial = 1; this.has(free); serial++) free = serial === 1 ? `${name}_` : `${name}_${serial}`;
    this.taken.add(free);
    return free;
  }

  /** The first of `stem1`, `stem2`, … that is free. */
  next(stem: string): string {
    let serial = (this.serials.get(stem) ?? 0) + 1;
    while (this.has(`${stem}${serial}`)) serial++;
    this.serials.set(stem, serial);
    return this.claim(`${stem}${serial}`);
  }
}
