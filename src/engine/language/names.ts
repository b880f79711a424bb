const greekNames = [
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma",
  "tau upsilon phi chi psi omega",
]
  .join(" ")
  .split(" ");

const firstGreek = 0x3b1;
const firstCapital = 0x391;

/** Second forms of Greek letters, and letters that look like one. */
const variants: ReadonlyMap<string, string> = new Map([
  ["ϕ", "phi"],
  ["ϵ", "epsilon"],
  ["ϑ", "theta"],
  ["ϖ", "pi"],
  ["ϱ", "rho"],
  ["ϰ", "kappa"],
  ["µ", "mu"],
  ["ℓ", "l"],
]);

const subscriptZero = 0x2080;

/**
 * The name under which something is known: `φ` and `phi` are one name, so are `x₁` and `x_1`, and the letters 𝑥
 * that come with pasted formulas are plain ones. Names of plain letters are their own.
 */
export function canonicalName(name: string): string {
  for (let i = 0; i < name.length; i++) {
    if (name.charCodeAt(i) > 127) return spelled(name);
  }
  return name;
}

function spelled(name: string): string {
  let text = "";
  let below = false;
  for (const letter of name.normalize("NFC")) {
    const code = letter.codePointAt(0) ?? 0;
    const isSubscript = code >= subscriptZero && code <= subscriptZero + 9;
    if (isSubscript && !below && !text.endsWith("_")) text += "_";
    text += isSubscript ? String(code - subscriptZero) : spelledLetter(letter, code);
    below = isSubscript;
  }
  return text;
}

function spelledLetter(letter: string, code: number): string {
  if (code < 128) return letter;
  const variant = variants.get(letter);
  if (variant) return variant;
  const small = greekNames[code - firstGreek];
  if (small) return small;
  const capital = greekNames[code - firstCapital];
  if (capital) return capital.charAt(0).toUpperCase() + capital.slice(1);
  // 𝑥 and 𝐱 are x, 𝜑 is φ.
  const plain = code >= 0x1d400 ? letter.normalize("NFKC") : letter;
  return plain === letter ? letter : spelledLetter(plain, plain.codePointAt(0) ?? 0);
}

/** `F_x` is component x of F: the name before the last underscore and what follows it. */
export function componentOf(name: string): { readonly base: string; readonly suffix: string } | null {
  const underscore = name.lastIndexOf("_");
  if (underscore <= 0 || underscore === name.length - 1) return null;
  return { base: name.slice(0, underscore), suffix: name.slice(underscore + 1) };
}
