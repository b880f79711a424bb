import { describe, expect, it } from "vitest";
import { inAlphabet } from "./letters.ts";

const latin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const greek = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ";
const digits = "0123456789";

const alphabets: readonly [name: string, letters: string][] = [
  ["bold", latin + digits + greek],
  ["italic", latin + greek],
  ["bold-italic", latin + greek],
  ["script", latin],
  ["bold-script", latin],
  ["fraktur", latin],
  ["double-struck", latin + digits],
  ["bold-fraktur", latin],
  ["sans-serif", latin + digits],
  ["bold-sans-serif", latin + digits + greek],
  ["sans-serif-italic", latin],
  ["sans-serif-bold-italic", latin + greek],
  ["monospace", latin + digits],
];

describe("mathematical alphabets", () => {
  it.each(alphabets)(
    "%s: each letter is another, and Unicode takes it back to the plain one",
    (name, letters) => {
      const written = Array.from(letters, (letter) => inAlphabet(letter, name));
      expect(new Set(written).size).toBe([...letters].length);
      [...letters].forEach((letter, k) => {
        expect(written[k], letter).not.toBe(letter);
        expect(written[k]?.normalize("NFKD"), letter).toBe(letter.normalize("NFKD"));
      });
    },
  );

  it("leave other letters, and names that are none, as they are", () => {
    expect(inAlphabet("x + ∫ é", "bold")).toBe("𝐱 + ∫ é");
    for (const name of ["normal", "", "__proto__", "constructor", "toString"])
      expect(inAlphabet("xR1", name)).toBe("xR1");
  });
});
