import { builtins, constants } from "./builtins.ts";
import type { Fix } from "./diagnostic.ts";
import { canonicalName } from "./names.ts";
import type { Remark } from "./report.ts";
import type { Scope } from "./scope.ts";
import type { Range } from "./syntax.ts";

/** What other systems call things. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["arcsin", "asin"],
  ["arccos", "acos"],
  ["arctan", "atan"],
  ["arctan2", "atan2"],
  ["arcsinh", "asinh"],
  ["arccosh", "acosh"],
  ["arctanh", "atanh"],
  ["arsinh", "asinh"],
  ["arcosh", "acosh"],
  ["artanh", "atanh"],
  ["tg", "tan"],
  ["fabs", "abs"],
  ["sgn", "sign"],
  ["fmod", "mod"],
  ["heaviside", "step"],
  ["maximum", "max"],
  ["minimum", "min"],
  ["gradient", "grad"],
  ["nabla", "grad"],
  ["divergence", "div"],
  ["rot", "curl"],
  ["rotor", "curl"],
  ["lap", "laplacian"],
  ["jac", "jacobian"],
  ["piecewise", "if"],
  ["magnitude", "norm"],
  ["logistic", "sigmoid"],
  ["infinity", "inf"],
  ["infty", "inf"],
  ["time", "t"],
]);

const spelledOut: ReadonlyMap<string, string> = new Map([
  ["sec", "write 1/cos(x)"],
  ["csc", "write 1/sin(x)"],
  ["cot", "write 1/tan(x)"],
  ["pow", "write x^y"],
  ["lg", "write log10(x) or log2(x)"],
  ["i", "it is the imaginary unit in functions of a complex number, f(z: C) = …"],
  ["j", "the imaginary unit is i, in functions of a complex number, f(z: C) = …"],
]);

/** Names that a board uses for places; without an argument of that name a definition has none. */
const coordinates: ReadonlySet<string> = new Set(["x", "y", "z"]);

/** Names longer than this are not guessed at. */
const longestGuess = 24;

/**
 * How an unknown name could be meant: a hint in words, and changes that would mend it. `elsewhere`: it is an
 * argument of some function of the program, though not here.
 */
export function suggestionsFor(
  name: string,
  range: Range,
  called: boolean,
  scope: Scope,
  elsewhere: boolean,
): Remark {
  const canonical = canonicalName(name);
  const fixes: Fix[] = [];
  const hints: string[] = [];
  const instead = (text: string) => {
    hints.push(`did you mean \`${text}\`?`);
    fixes.push({ label: `did you mean ${text}?`, from: range.from, to: range.to, insert: text });
  };
  const written = spelledOut.get(canonical);
  const other = otherNames.get(canonical.toLowerCase());
  const meant = other ?? pieces(canonical, called, scope) ?? nearest(canonical, called, scope);
  if (written) hints.push(written);
  else if (meant) instead(meant);
  if (elsewhere && hints.length === 0)
    hints.push(`${name} is an argument of other functions: write name(${name}) = … here`);
  if (!called && !elsewhere && hints.length === 0 && coordinates.has(canonical))
    hints.push(`if ${name} is a coordinate, name it as an argument, as in F(x, y) = …`);
  if (!called && !elsewhere && /^[\p{L}_][\p{L}\d_₀-₉]*$/u.test(name)) {
    fixes.push({ label: "make a slider", from: 0, to: 0, insert: `${name} = 1\n` });
    if (hints.length === 0) hints.push(`define it, for example ${name} = 1`);
  }
  return { hint: hints.join("; ") || null, fixes };
}

function* knownNames(called: boolean, scope: Scope): Iterable<string> {
  const functionsFirst: string[] = [];
  for (const [name, value] of scope.names()) {
    if (called === (value.kind === "function" || value.kind === "builtin")) yield name;
    else functionsFirst.push(name);
  }
  yield* builtins.keys();
  if (!called) yield* constants.keys();
  yield* functionsFirst;
}

/** The known name that differs by one slip (two in longer names), if there is one. */
function nearest(name: string, called: boolean, scope: Scope): string | null {
  if (name.length < 2 || name.length > longestGuess) return null;
  const allowed = name.length < 5 ? 1 : 2;
  let best: string | null = null;
  let least = allowed + 1;
  for (const candidate of knownNames(called, scope)) {
    if (Math.abs(candidate.length - name.length) >= least || candidate.length < 2) continue;
    const slips = candidate.toLowerCase() === name.toLowerCase() ? 0.5 : distance(candidate, name);
    if (slips < least) {
      least = slips;
      best = candidate;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** Longest run of letters read as a product of known names. */
const longestProduct = 12;

/** `xy` as `x y`, `ksin` before brackets as `k sin`: a forgotten space, when everything in it is known. */
function pieces(name: string, called: boolean, scope: Scope): string | null {
  if (name.length < 2 || name.length > longestProduct) return null;
  const split = (from: number): string[] | null => {
    if (from === name.length) return [];
    for (let to = name.length; to > from; to--) {
      const piece = name.slice(from, to);
      const found = scope.find(piece);
      const isNumber = found ? found.value.kind === "array" : constants.has(piece) || piece === "t";
      const isFunction = found ? found.value.kind === "function" : builtins.has(piece);
      const fits = called && to === name.length ? isFunction : isNumber;
      if (!fits || (from === 0 && to === name.length)) continue;
      const rest = split(to);
      if (rest) return [piece, ...rest];
    }
    return null;
  };
  return split(0)?.join(" ") ?? null;
}
