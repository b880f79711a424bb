import { expect, it } from "vitest";
import { createDocument } from "../document/document.ts";
import { createNotebook } from "../store/notebook.ts";
import type { Documents } from "./documents.ts";
import { withDocuments } from "./with-documents.ts";

const missing = async () => {
  throw new TypeError("Failed to fetch dynamically imported module");
};

it.each<[string, () => Promise<Documents>, () => unknown]>([
  ["the documents", missing, () => null],
  ["what is done with them", async () => ({}) as Documents, missing],
])("says so where %s cannot be loaded, and rejects nothing", async (_, documents, act) => {
  const notebook = createNotebook(createDocument("", ""));
  expect(await withDocuments({ notebook, documents }, act)).toBe(false);
  expect(notebook.store.getState().refusal).toContain("could not be loaded");
});
