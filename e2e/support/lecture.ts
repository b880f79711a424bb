import { createDocument, type Document, defaultPlane } from "../../src/app/document/document.ts";

/** Two pictures of two sources with a number in common, and words. */
export const lecture: Document = {
  ...createDocument("A lecture", ""),
  seed: 3,
  cells: [
    { id: "words", kind: "text", source: "# Two fields\n\nOne has $\\nabla\\cdot F = a$." },
    { id: "numbers", kind: "code", source: "a = 2 in [0, 4]" },
    { id: "one", kind: "code", source: "F(x, y) = (a x, 0)" },
    { ...defaultPlane("first"), field: "F", streamlines: false },
    { id: "other", kind: "code", source: "b = 1 in [0, 4]\nG(x, y) = (b y, x)" },
    { ...defaultPlane("second"), field: "G", streamlines: false },
  ],
};
