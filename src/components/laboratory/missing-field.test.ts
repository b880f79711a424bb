import { expect, it } from "vitest";
import { missingField } from "./missing-field.ts";

const none = { subject: null, field: null };
const subject = { source: "F(x, y) = (x, y)", field: "F", time: 0, seed: 0, layout: "jax" } as const;

it("says why a cell has no field to compute", () => {
  expect(missingField("F", { subject, field: null, fields: ["F"] })).toBeNull();
  expect(missingField(null, { ...none, fields: [] })).toBe(
    "There is no field in this document yet: write one in a code cell.",
  );
  expect(missingField("G", { ...none, fields: ["F"] })).toBe("There is no field G in this document.");
  expect(missingField("F", { ...none, fields: ["F"] })).toBe(
    "F cannot be used: it, or something that it needs, has an error.",
  );
  expect(missingField(null, { ...none, fields: ["F"] })).toBe(
    "No field can be used: each one, or something that it needs, has an error.",
  );
});
