import { expect, it } from "vitest";
import { tableFile, tableText } from "./table-file.ts";

it("is the text of a file", async () => {
  const text = "x\ty\n1\t−2.5e-3\n";
  expect(await tableFile(new File([text], "points.tsv"))).toEqual({ ok: true, text });
});

it("is refused where it is no text, or too long for a document", async () => {
  const problem = "points.bin is not a text.";
  for (const bytes of [
    [0xff, 0xfe, 0x31],
    [0x31, 0, 0x32],
  ])
    expect(await tableFile(new File([new Uint8Array(bytes)], "points.bin"))).toEqual({ ok: false, problem });
  expect(await tableFile(new File(["1 2\n".repeat(250_001)], "long.txt"))).toEqual({
    ok: false,
    problem:
      "A table here has at most 1\u202f000\u202f000 characters, and long.txt has 1\u202f000\u202f004 bytes.",
  });
});

it("is refused where a text that is typed or pasted is too long, and whole where it is not", () => {
  const longest = "1 2\n".repeat(250_000);
  expect(tableText(longest)).toEqual({ ok: true, text: longest });
  expect(tableText(`${longest}1`)).toEqual({
    ok: false,
    problem: "A table here has at most 1\u202f000\u202f000 characters, and this has 1\u202f000\u202f001.",
  });
});
