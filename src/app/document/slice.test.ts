import { describe, expect, it } from "vitest";
import { createDocument } from "./document.ts";
import { parseDocument } from "./parse.ts";
import { serialiseDocument } from "./serialise.ts";

const oblique = { origin: [1, 0, -2], across: [1, 1, 0], up: [0, 2, 1] };

describe("a slice", () => {
  it("is kept in documents, and left out of those without one", () => {
    const document = createDocument("", "F(x, y, z) = (x, y, z)", { slice: oblique });
    expect(parseDocument(serialiseDocument(document))).toEqual({ ok: true, document });
    expect(serialiseDocument(createDocument("", ""))).not.toContain("slice");
    const crooked = serialiseDocument(document).replace("-2\n", "-2,\n 7\n");
    expect(parseDocument(crooked)).toMatchObject({ ok: false });
  });
});
