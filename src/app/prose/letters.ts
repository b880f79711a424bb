/** First code points of the mathematical alphabets: capitals, small letters, digits where there are any, capital and small Greek. */
interface Alphabet {
  readonly latin: number;
  readonly digits?: number;
  readonly greek?: number;
}

/**
 * Unicode's mathematical alphabets by the names MathML has for them. MathML Core, which browsers follow, leaves them
 * out: it takes the letters themselves.
 */
const alphabets: Readonly<Record<string, Alphabet>> = {
  bold: { latin: 0x1d400, digits: 0x1d7ce, greek: 0x1d6a8 },
  italic: { latin: 0x1d434, greek: 0x1d6e2 },
  "bold-italic": { latin: 0x1d468, greek: 0x1d71c },
  script: { latin: 0x1d49c },
  "bold-script": { latin: 0x1d4d0 },
  fraktur: { latin: 0x1d504 },
  "double-struck": { latin: 0x1d538, digits: 0x1d7d8 },
  "bold-fraktur": { latin: 0x1d56c },
  "sans-serif": { latin: 0x1d5a0, digits: 0x1d7e2 },
  "bold-sans-serif": { latin: 0x1d5d4, digits: 0x1d7ec, greek: 0x1d756 },
  "sans-serif-italic": { latin: 0x1d608 },
  "sans-serif-bold-italic": { latin: 0x1d63c, greek: 0x1d790 },
  monospace: { latin: 0x1d670, digits: 0x1d7f6 },
};

/** Letters that had a place of their own before there were alphabets. */
const older: Readonly<Record<string, string>> = {
  "italic h": "ℎ",
  "script B": "ℬ",
  "script E": "ℰ",
  "script F": "ℱ",
  "script H": "ℋ",
  "script I": "ℐ",
  "script L": "ℒ",
  "script M": "ℳ",
  "script R": "ℛ",
  "script e": "ℯ",
  "script g": "ℊ",
  "script o": "ℴ",
  "fraktur C": "ℭ",
  "fraktur H": "ℌ",
  "fraktur I": "ℑ",
  "fraktur R": "ℜ",
  "fraktur Z": "ℨ",
  "double-struck C": "ℂ",
  "double-struck H": "ℍ",
  "double-struck N": "ℕ",
  "double-struck P": "ℙ",
  "double-struck Q": "ℚ",
  "double-struck R": "ℝ",
  "double-struck Z": "ℤ",
};

/** Greek of each alphabet in its order, from its first code point on. */
const greek = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ";

/** Text in one of the mathematical alphabets; letters that it lacks, and all of an alphabet there is not, as they are. */
export function inAlphabet(text: string, variant: string): string {
  const alphabet = Object.hasOwn(alphabets, variant) ? alphabets[variant] : undefined;
  if (!alphabet) return text;
  return Array.from(text, (letter) => older[`${variant} ${letter}`] ?? letterOf(letter, alphabet)).join("");
}

function letterOf(letter: string, { latin, digits, greek: first }: Alphabet): string {
  if (letter >= "A" && letter <= "Z") return String.fromCodePoint(latin + letter.charCodeAt(0) - 65);
  if (letter >= "a" && letter <= "z") return String.fromCodePoint(latin + 26 + letter.charCodeAt(0) - 97);
  if (digits !== undefined && letter >= "0" && letter <= "9")
    return String.fromCodePoint(digits + Number(letter));
  const place = first === undefined ? -1 : greek.indexOf(letter);
  return place < 0 ? letter : String.fromCodePoint((first as number) + place);
}
