import { expect, it } from "vitest";
import { missingField, staleField } from "./missing-field.ts";

const none = { subject: null, fields: [], error: null };
const subject = { source: "F(x, y) = (x, y)", field: "F", time: 0, seed: 0, layout: "jax" } as const;

it("says why a cell has no field to compute", () => {
  expect(missingField("F", { ...none, subject })).toBeNull();
  expect(missingField(null, none)).toBe(
    "There is no field in this document yet: a code cell with F(x, y) = (x, y) defines one.",
  );
  expect(missingField("G", { ...none, fields: ["F"] })).toBe(
    "There is no field G in this document: choose another.",
  );
  const error = "line 2 of source 3";
  expect(missingField("F", { ...none, error })).toBe(
    "F can be computed when the error in line 2 of source 3 is gone.",
  );
  expect(missingField(null, { ...none, fields: ["F"], error })).toBe(
    "A field can be computed when the error in line 2 of source 3 is gone.",
  );
});

it("says what is on show while there is an error", () => {
  const error = "line 1 of the source";
  expect(staleField({ field: null, isStale: false, error })).toBeNull();
  expect(staleField({ field: null, isStale: true, error })).toMatch(
    /^There is an error in line 1 of the source: /,
  );
});
