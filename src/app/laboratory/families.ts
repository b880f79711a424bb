/** A family of fields of any size, as text of the field language. */
export interface Family {
  readonly title: string;
  /** What its Jacobian is like, in a sentence. */
  readonly about: string;
  /** Up to this size plans take less than a second, and weights some megabytes. */
  readonly largest: number;
  source(n: number): string;
}

/** Units of the hidden layers that do not grow with n. */
const hidden = 64;

export const familyNames = ["elementwise", "chain", "one-layer", "two-layer", "dense"] as const;
export type FamilyName = (typeof familyNames)[number];

export const families: Readonly<Record<FamilyName, Family>> = {
  elementwise: {
    title: "Each component by itself",
    about: "The Jacobian is diagonal: one pass, whatever n.",
    largest: 4096,
    source: (n) => `F(x: R^${n}) = sin(x) * exp(-x^2)`,
  },
  chain: {
    title: "A chain of neighbours",
    about:
      "Each component depends on its coordinate and the two beside it: the Jacobian has three diagonals.",
    largest: 4096,
    source: (n) => `F(x: R^${n}) = sin(concat(x[1:], [0]) * x) - cos(x * concat([0], x[:-1]))`,
  },
  "one-layer": {
    title: `A net with one hidden layer of ${hidden}`,
    about: "tr(W₂DW₁) = Σ σ′ₖ (W₁W₂)ₖₖ, and the product of the weights is made once.",
    largest: 1024,
    source: (n) => `W1 = randn(${hidden}, ${n}, seed=1) / sqrt(${n})
W2 = randn(${n}, ${hidden}, seed=2) / ${Math.sqrt(hidden)}
F(x: R^${n}) = W2 @ tanh(W1 @ x)`,
  },
  "two-layer": {
    title: `A net with two hidden layers of ${hidden}`,
    about: "d₂ᵀ[W₂∘(W₁W₃)ᵀ]d₁, and the matrix in the middle is made once.",
    largest: 1024,
    source: (n) => `W1 = randn(${hidden}, ${n}, seed=1) / sqrt(${n})
W2 = randn(${hidden}, ${hidden}, seed=2) / ${Math.sqrt(hidden)}
W3 = randn(${n}, ${hidden}, seed=3) / ${Math.sqrt(hidden)}
F(x: R^${n}) = W3 @ tanh(W2 @ tanh(W1 @ x))`,
  },
  dense: {
    title: "A net with three hidden layers of n",
    about: "Nothing to make use of: n passes, or probes.",
    largest: 256,
    source: (n) => {
      const weights = [1, 2, 3, 4].map((k) => `W${k} = randn(${n}, ${n}, seed=${k}) / sqrt(${n})\n`);
      return `${weights.join("")}F(x: R^${n}) = W4 @ tanh(W3 @ tanh(W2 @ tanh(W1 @ x)))`;
    },
  },
};

/** 2, 4, 8, … up to `most` and to what the family allows. */
export function sizesOf(family: FamilyName, most: number): number[] {
  const sizes: number[] = [];
  for (let n = 2; n <= Math.min(most, families[family].largest); n *= 2) sizes.push(n);
  return sizes;
}
