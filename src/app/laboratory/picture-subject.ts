import type { Picture } from "../store/picture.ts";
import type { Subject } from "./subject.ts";

/** What the laboratory studies where a picture is of a field: the same program, text by text. */
export function pictureSubject({ program, field }: Picture, time: number, seed: number): Subject {
  // Without the blank that is typed before the next word, so that what is computed begins anew with the word.
  const source = program.texts.map(({ from, to }) => program.source.slice(from, to).trimEnd());
  return { source, field: field.name, time, seed, layout: "jax" };
}
