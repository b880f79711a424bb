import type { Notebook } from "./notebook.ts";

/** New seeds have at most five digits: to be read aloud in class. */
const seeds = 100_000;

/** Gives the document a new seed: a step by itself, however soon after another. */
export function drawSeed(notebook: Notebook): void {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  notebook.change(null, (document) => ({ ...document, seed: word % seeds }));
}
