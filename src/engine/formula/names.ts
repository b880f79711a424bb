/** How a typed name is written: theta → θ, x_1 and x1 → x₁, speed upright. */
export interface NameParts {
  /** One letter (italic) or a word (upright). */
  readonly base: string;
  readonly subscript: string | null;
}

interface GreekLetter {
  readonly letter: string;
  readonly latex: string;
}

const greek: ReadonlyMap<string, GreekLetter> = new Map(
  (
    [
      ["alpha", "α", "\\alpha"],
      ["beta", "β", "\\beta"],
      ["gamma", "γ", "\\gamma"],
      ["delta", "δ", "\\delta"],
      ["epsilon", "ε", "\\varepsilon"],
      ["zeta", "ζ", "\\zeta"],
      ["eta", "η", "\\eta"],
      ["theta", "θ", "\\theta"],
      ["iota", "ι", "\\iota"],
      ["kappa", "κ", "\\kappa"],
      ["lambda", "λ", "\\lambda"],
      ["mu", "μ", "\\mu"],
      ["nu", "ν", "\\nu"],
      ["xi", "ξ", "\\xi"],
      ["omicron", "ο", "o"],
      ["pi", "π", "\\pi"],
      ["rho", "ρ", "\\rho"],
      ["sigma", "σ", "\\sigma"],
      ["tau", "τ", "\\tau"],
      ["upsilon", "υ", "\\upsilon"],
      ["phi", "φ", "\\varphi"],
      ["chi", "χ", "\\chi"],
      ["psi", "ψ", "\\psi"],
      ["omega", "ω", "\\omega"],
      ["Gamma", "Γ", "\\Gamma"],
      ["Delta", "Δ", "\\Delta"],
      ["Theta", "Θ", "\\Theta"],
      ["Lambda", "Λ", "\\Lambda"],
      ["Xi", "Ξ", "\\Xi"],
      ["Pi", "Π", "\\Pi"],
      ["Sigma", "Σ", "\\Sigma"],
      ["Upsilon", "Υ", "\\Upsilon"],
      ["Phi", "Φ", "\\Phi"],
      ["Psi", "Ψ", "\\Psi"],
      ["Omega", "Ω", "\\Omega"],
    ] as const
  ).map(([name, letter, latex]) => [name, { letter, latex }]),
);

/** LaTeX commands of letters that are not ASCII, by letter. */
export const latexOfLetter: ReadonlyMap<string, string> = new Map([
  ...[...greek.values()].map(({ letter, latex }) => [letter, latex] as const),
  ["ϕ", "\\phi"],
  ["ϵ", "\\epsilon"],
  ["ϑ", "\\vartheta"],
  ["ℓ", "\\ell"],
  ["∂", "\\partial"],
  ["ℝ", "\\mathbb{R}"],
  ["ℂ", "\\mathbb{C}"],
]);

const subscriptDigits = "₀₁₂₃₄₅₆₇₈₉";

/** Functions whose digits belong to the word. */
const wholeNames: ReadonlySet<string> = new Set(["atan2"]);

/** Splits a name into what stands on the line and what stands below it. */
export function partsOfName(name: string): NameParts {
  if (wholeNames.has(name)) return { base: name, subscript: null };
  const plain = name.replace(/[₀-₉]/gu, (digit) => String(subscriptDigits.indexOf(digit)));
  const underscore = plain.indexOf("_", 1);
  if (underscore > 0 && underscore < plain.length - 1) {
    const below = plain
      .slice(underscore + 1)
      .split("_")
      .filter((part) => part !== "")
      .map(letterOf);
    if (below.length > 0) return { base: letterOf(plain.slice(0, underscore)), subscript: below.join(",") };
  }
  const digits = /^(\p{L}[\p{L}\p{M}]*)(\d+)$/u.exec(plain);
  if (digits?.[1] && digits[2]) return { base: letterOf(digits[1]), subscript: digits[2] };
  return { base: letterOf(plain), subscript: null };
}

function letterOf(name: string): string {
  return greek.get(name)?.letter ?? name;
}
