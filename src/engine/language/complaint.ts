import { limits } from "../limits.ts";
import type { Fix } from "./diagnostic.ts";
import { type Lexeme, lexemesOf } from "./lexemes.ts";
import { quote, type Report } from "./report.ts";
import type { Range } from "./syntax.ts";

/** Signs people try, and what the language has instead. */
const foreignSigns: ReadonlyMap<string, string> = new Map([
  ["|", "write abs(x) for |x| and norm(v) for |v|"],
  ["‖", "write norm(v)"],
  ["{", "write ( ) or [ ], and if(c, a, b) for cases"],
  ["}", "write ( ) or [ ], and if(c, a, b) for cases"],
  ["!", "write not for a negation; there is no factorial"],
  ["%", "write mod(a, b) for the remainder; comments begin with #"],
  ["&", "write and"],
  ["'", "write grad(f) or D for a derivative, and f_1 for another name"],
  ["′", "write grad(f) or D for a derivative, and f_1 for another name"],
  ['"', "there are no texts in the language"],
  ["∂", "write grad(f) or div(F)"],
  ["∞", "write inf"],
  ["∫", "there are no integrals in the language"],
  ["∑", "write sum([… for i in 0..n])"],
  ["∏", "write prod([… for i in 0..n])"],
  ["∧", "write and"],
  ["∨", "write or"],
  ["¬", "write not"],
  ["\\", "write names without a backslash, pi or π"],
  ["$", "write formulas without $"],
  ["→", "write f(x) = …"],
  [".", "a decimal point stands between digits, and a multiplication is written *"],
  ["?", "write if(c, a, b)"],
  ["~", "write not"],
]);

/** The parser takes chains of a few thousand pieces; shorter ones that it refuses have something else wrong. */
const longestChain = 2_000;

/** Says in words what is wrong with a stretch of text that the grammar refuses. `errorAt` is where it gave up. */
export function complain(source: string, region: Range, errorAt: number, report: Report): void {
  const lexemes = lexemesOf(source, region);
  if (complainOfSigns(lexemes, report)) return;
  if (complainOfBrackets(lexemes, report)) return;
  if (complainOfNeighbours(lexemes, source, report)) return;
  if (isTooLong(lexemes)) {
    report.add("too-large", region, `This definition is nested deeper than the limit of ${limits.depth}.`, {
      hint: "give a part of it a name of its own",
    });
    return;
  }
  const found = lexemes.find((lexeme) => lexeme.to > errorAt) ?? lexemes.at(-1);
  if (!found) return;
  const before = lexemes.filter((lexeme) => lexeme.to <= found.from).at(-1);
  const place = before ? ` after ${quote(before.text)}` : "";
  report.add("syntax", found, `Expected something else than ${quote(found.text)}${place}.`, {
    hint: hintFor(found),
  });
}

/** Nothing is wrong with it but its size: the parser gives up on nested brackets and on chains like 1+1+1+…. */
function isTooLong(lexemes: readonly Lexeme[]): boolean {
  let depth = 0;
  let deepest = 0;
  let chained = 0;
  for (const { kind } of lexemes) {
    if (kind === "open") depth += 1;
    else if (kind === "close") depth -= 1;
    else if (kind !== "comma") chained += 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest > limits.depth || chained > longestChain;
}

function hintFor({ kind, text }: Lexeme): string | null {
  if (text === "where")
    return "one `where` follows the expression of a definition, with commas between its names";
  if (text === "in") return "`in` gives a slider its ends, a = 1 in [0, 3]";
  if (text === "for" || kind === "dots") return "write [x[i]^2 for i in 0..3]";
  if (kind === "colon") return "a colon stands in f(x: R^3) and in slices x[1:3]";
  return null;
}

function complainOfSigns(lexemes: readonly Lexeme[], report: Report): boolean {
  let found = false;
  for (const lexeme of lexemes) {
    if (lexeme.kind !== "unknown") continue;
    found = true;
    const hint = foreignSigns.get(lexeme.text) ?? null;
    report.add("syntax", lexeme, `The sign ${quote(lexeme.text)} is not part of the language.`, { hint });
  }
  return found;
}

const partner: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
]);

/** Brackets that a button still shows one by one. */
const bracketsShown = 8;

function complainOfBrackets(lexemes: readonly Lexeme[], report: Report): boolean {
  const open: Lexeme[] = [];
  for (const lexeme of lexemes) {
    if (lexeme.kind === "open") open.push(lexeme);
    if (lexeme.kind !== "close") continue;
    const opening = open.pop();
    const wanted = opening && partner.get(opening.text);
    if (wanted === lexeme.text) continue;
    if (!wanted) {
      report.add("syntax", lexeme, `This \`${lexeme.text}\` closes no bracket.`, {
        fixes: [{ label: "remove it", from: lexeme.from, to: lexeme.to, insert: "" }],
      });
    } else {
      report.add("syntax", lexeme, `Expected \`${wanted}\` here, because \`${opening.text}\` was opened.`, {
        fixes: [{ label: `write ${wanted}`, from: lexeme.from, to: lexeme.to, insert: wanted }],
      });
    }
    return true;
  }
  const opening = open.at(-1);
  const last = lexemes.at(-1);
  if (!opening || !last) return false;
  const wanted = partner.get(opening.text) ?? "";
  const insert = open
    .map(({ text }) => partner.get(text) ?? "")
    .reverse()
    .join("");
  const label = `add ${insert.length > bracketsShown ? `${insert.length} brackets` : insert}`;
  report.add("syntax", opening, `This \`${opening.text}\` is never closed: a \`${wanted}\` is missing.`, {
    fixes: [{ label, from: last.to, to: last.to, insert }],
  });
  return true;
}

/** Walks along the pieces and stops at the first that cannot stand where it stands. */
function complainOfNeighbours(lexemes: readonly Lexeme[], source: string, report: Report): boolean {
  let depth = 0;
  let wantsOperand = true;
  let equals = 0;
  let helpers = false;
  for (const [position, lexeme] of lexemes.entries()) {
    const before = lexemes[position - 1];
    if (lexeme.kind === "equals" && depth === 0) {
      if (before === undefined) return fail(report, lexeme, "Expected a name before `=`.");
      if (!wantsOperand && equals > 0 && !helpers) return failAtSecondEquals(report, lexeme);
      equals += 1;
    }
    if (lexeme.text === "where") helpers = true;
    if (lexeme.kind === "comma" && depth === 0 && !helpers && !wantsOperand) {
      return failAtBareComma(report, lexeme, lexemes, source);
    }
    if (wantsOperand && !startsOperand(lexeme, before)) return failAtMissingOperand(report, lexeme, before);
    if (lexeme.kind === "open") depth += 1;
    if (lexeme.kind === "close") depth -= 1;
    wantsOperand = leavesOperandOpen(lexeme, before, wantsOperand);
  }
  const last = lexemes.at(-1);
  if (!last || !wantsOperand) return false;
  if (last.kind === "equals") return fail(report, last, "Expected an expression after `=`.");
  if (last.text === "where" || last.kind === "comma") {
    return fail(report, last, `Expected a definition after \`${last.text}\`.`, "write where u = …, v = …");
  }
  return fail(report, last, `Expected a value after \`${last.text}\`.`);
}

function fail(
  report: Report,
  range: Range,
  message: string,
  hint: string | null = null,
  fixes: Fix[] = [],
): true {
  report.add("syntax", range, message, { hint, fixes });
  return true;
}

function failAtSecondEquals(report: Report, lexeme: Lexeme): true {
  const { from, to } = lexeme;
  const fixes = [{ label: "write ==", from, to, insert: "==" }];
  return fail(report, lexeme, "Expected one `=` in a definition.", "write == to compare", fixes);
}

function failAtBareComma(report: Report, comma: Lexeme, lexemes: readonly Lexeme[], source: string): true {
  const message = "Expected the end of the definition here, but found a comma.";
  const equals = lexemes.findIndex(({ kind }) => kind === "equals");
  const first = lexemes[equals + 1];
  const where = lexemes.findIndex(({ text }) => text === "where");
  const last = lexemes.at(where < 0 ? -1 : where - 1);
  if (equals < 0 || !first || !last || first.from >= comma.from) return fail(report, comma, message);
  const insert = `(${source.slice(first.from, last.to)})`;
  const fixes = [{ label: "add ( )", from: first.from, to: last.to, insert }];
  return fail(report, comma, message, "a vector needs brackets, (x, y)", fixes);
}

/** Whether a value can begin with this piece, after the one before. */
function startsOperand({ kind, text }: Lexeme, before: Lexeme | undefined): boolean {
  switch (kind) {
    case "number":
    case "name":
    case "open":
    case "prefix":
    case "sign":
      return true;
    case "close":
      return before?.kind === "open" || before?.kind === "comma" || before?.kind === "colon";
    case "word":
      return text === "not";
    case "operator":
      return before?.kind === "prefix" && before.text === "∇" && /[·⋅∙×]/.test(text);
    case "raised":
      return before?.kind === "prefix";
    case "colon":
      return before?.text === "[" || before?.kind === "colon" || before?.kind === "comma";
    default:
      return false;
  }
}

function leavesOperandOpen({ kind }: Lexeme, before: Lexeme | undefined, wasOpen: boolean): boolean {
  switch (kind) {
    case "number":
    case "name":
    case "close":
      return false;
    case "raised":
      return wasOpen && before?.kind === "prefix";
    default:
      return true;
  }
}

function failAtMissingOperand(report: Report, lexeme: Lexeme, before: Lexeme | undefined): true {
  const here = quote(lexeme.text);
  if (before?.kind === "colon" && lexeme.kind === "equals") {
    const fixes = [{ label: "write =", from: before.from, to: lexeme.to, insert: "=" }];
    return fail(report, { from: before.from, to: lexeme.to }, "Expected `=` alone.", null, fixes);
  }
  if (!before || before.kind === "open" || before.kind === "comma" || before.kind === "equals") {
    if (lexeme.kind === "word") {
      return fail(
        report,
        lexeme,
        `Expected a value here, but ${here} is a word of the language.`,
        "choose another name",
      );
    }
    const what = lexeme.kind === "operator" ? `before ${here}` : `here, but found ${here}`;
    return fail(report, before?.kind === "equals" ? before : lexeme, `Expected a value ${what}.`);
  }
  if (
    lexeme.kind === "close" ||
    lexeme.kind === "comma" ||
    lexeme.kind === "operator" ||
    lexeme.kind === "word"
  ) {
    return fail(report, before, `Expected a value between ${quote(before.text)} and ${here}.`);
  }
  return fail(report, lexeme, `Expected a value after ${quote(before.text)}, but found ${here}.`);
}
