import { describe, expect, it } from "vitest";
import type { GridAxis } from "./grid.ts";
import { vtiHead } from "./vti.ts";

const axis = (name: string, low: number, high: number): GridAxis => ({ name, low, high, count: 3 });

describe("the head of an image", () => {
  it("has finite spacings between finite ends", () => {
    const head = vtiHead([axis("x", 0, 1e308), axis("y", -1e308, 1e308), axis("z", -1, 1)], [], "Float64");
    expect(head).toContain('Spacing="5e+307 1e+308 1"');
  });

  it("is XML, whatever characters the source has", () => {
    const source = Array.from({ length: 0x120 }, (_, code) => String.fromCharCode(code)).join("");
    const head = vtiHead([axis("x", 0, 1), axis("y", 0, 1), axis("z", 0, 1)], [], "Float64", [
      `${source} -- --> \uffff`,
    ]);
    const comment = head.slice(head.indexOf("<!--") + 4, head.indexOf("-->"));
    expect(comment).toContain("xyz{|}");
    expect(comment).not.toContain("--");
    // XML 1.0, production 2.
    for (const character of head)
      expect(character).toMatch(/^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]$/u);
  });
});
