import { parseDocument } from "../src/app/document/parse.ts";
import { defaultSpace } from "../src/app/document/space-cell.ts";
import { documentTextOf } from "../src/app/link/link.ts";
import { firstSamples } from "../src/app/space/first-samples.ts";
import { samplePlaces } from "../src/app/space/places.ts";
import { readDocument } from "../src/app/store/reading.ts";
import { automaticRange } from "../src/shaders/range.ts";
import { stretchOf } from "../src/shaders/scale.ts";
import { compileSpace } from "../src/shaders/space/space-field.ts";
import { drawBareSpace, type GivenSpace } from "./bare-space.ts";

/*
 * The least that a picture of a link needs: the picture by hand, whose field comes from the document in the address, as a
 * shader generated from it and with the range of its values; and nothing else of a page.
 */
const { given } = globalThis as unknown as { given: GivenSpace };
const linked = await documentTextOf(location.hash);
const read = linked.ok ? parseDocument(linked.text) : linked;
if (!read.ok) throw new Error(read.problem);
const { program } = readDocument(read.document, null);
const field = program.fields.at(-1);
if (!field) throw new Error("The document has no field.");
const own = compileSpace(program, field, "divergence");
const cell = read.document.cells.find(({ kind }) => kind === "space") ?? defaultSpace("");
if (cell.kind !== "space") throw new Error("The document has no cell of space.");
const subject = { map: null, section: null, time: 0 };
const samples = firstSamples(own, subject, samplePlaces(cell), 1);
if (!samples) throw new Error("The field is too long for the page to sample.");
const range = automaticRange(true, { ...samples, noise: 0, size: 0, vanishes: false }, null);
const { factor, offset, low, high } = stretchOf(true, range, 0);
drawBareSpace({
  ...given,
  fragment: given.fragment.replace(given.field, () => own.glsl),
  uniforms: { ...given.uniforms, u_stretch: [factor, offset], u_ends: [low, high] },
});
