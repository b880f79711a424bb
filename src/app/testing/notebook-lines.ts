import { pick, type Random } from "../../engine/testing/random.ts";

/** A line of a source with what it defines and uses, as its author knows it and not as the checker finds it. */
export interface Line {
  readonly text: string;
  /** null where the line has an error of its own. */
  readonly defines: string | null;
  readonly uses: readonly string[];
}

const line = (text: string, defines: string | null, ...uses: string[]): Line => ({ text, defines, uses });

/** Several lines define the same names, some need each other, some need what nobody defines. */
const lines: readonly Line[] = [
  line("a = 1.5 in [0, 3]", "a"),
  line("a = 2 in [-1, 9] step 0.5 # ∇·F, 𝔽", "a"),
  line("b = -2", "b"),
  line("κ = 0.25 in [0, 1]", "κ"),
  line("f(x) = sin(a x)", "f", "a"),
  line("f(x) = x^2 + κ", "f", "κ"),
  line("g(x, y) = f(x) + b y", "g", "f", "b"),
  line("ψ(x, y) = x^2 y + a", "ψ", "a"),
  line("F(x, y) = (a x, g(x, y))", "F", "a", "g"),
  line("F(x, y) = (y, -x t)", "F"),
  line("G(x, y) = (b x, sin(y))", "G", "b"),
  line("G = grad(ψ)", "G", "ψ"),
  line("H(x, y, z) = (x, y z, κ)", "H", "κ"),
  line("N(x: R^4) = tanh(x) * b", "N", "b"),
  line("Γ(z: C) = z^2", "Γ"),
];

const wrong: readonly Line[] = [
  // Each goes round with another one, or with itself.
  line("b = f(1)", null, "f"),
  line("ψ(x, y) = ψ(y, x)", null, "ψ"),
  line("G(x, y) = (missing, y)", null),
  line("F(x, y) = (x, ", null),
  line("🙂", null),
  line("a = ", null),
];

const remark = line("# nothing but a remark: ½ 👩‍🔬", "");

/** One or two lines; most are right by themselves and define what is not among `taken`. */
export function linesOf(random: Random, taken: ReadonlySet<string>): readonly Line[] {
  const own = new Set(taken);
  return Array.from({ length: 1 + Math.floor(2 * random()) }, () => {
    const share = random();
    const free = lines.filter(({ defines }) => defines !== null && !own.has(defines));
    const from = share < 0.04 ? [remark] : share < 0.1 ? wrong : share < 0.15 || !free[0] ? lines : free;
    const chosen = pick(random, from);
    if (chosen.defines) own.add(chosen.defines);
    return chosen;
  });
}

export function textOf(own: readonly Line[]): string {
  return own.map(({ text }) => text).join("\n");
}

/**
 * The ids of the cells that a name needs, directly or not; null where a line is wrong, or a name defined twice or not at
 * all, so that nothing is to be said.
 */
export function cellsFor(
  name: string,
  cells: readonly { readonly id: string; readonly lines: readonly Line[] }[],
): ReadonlySet<string> | null {
  const all = cells.flatMap(({ id, lines }) => lines.map((each) => ({ id, ...each })));
  const defined = all.map(({ defines }) => defines).filter((each) => each !== "");
  if (defined.includes(null) || new Set(defined).size < defined.length) return null;
  const needed = new Set<string>();
  const names = new Set([name]);
  // Both grow while they are read. With a definition its whole cell is needed, and what that needs.
  for (const each of names) {
    const home = all.find(({ defines }) => defines === each);
    if (!home) return null;
    if (needed.has(home.id)) continue;
    needed.add(home.id);
    for (const { id, uses } of all) if (id === home.id) for (const use of uses) names.add(use);
  }
  return needed;
}
