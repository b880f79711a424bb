import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("./", import.meta.url));

const shaders = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".glsl"),
);

/** A shader without its comments. */
const textOf = (file: string) => readFileSync(`${folder}/${file}`, "utf8").replace(/\/\/.*/g, "");

/**
 * What a shader does not say is lowp in samplers, and mediump in the integers of fragment shaders. Software renderers
 * take both for highp; GPUs hand on what is fetched with 10 bits and no more than 65504, though its texture has floats.
 */
describe.each(shaders)("%s", (file) => {
  const text = textOf(file);

  it("fetches from textures what is in them", () => {
    const samplers = text.match(/^.*\b[iu]?sampler\w+.*$/gm) ?? [];
    expect(samplers.filter((line) => !/\bhighp [iu]?sampler/.test(line))).toEqual([]);
  });

  it("computes with whole integers and floats", () => {
    // What stands in a shader of another file is as precise as that one.
    if (!file.endsWith(".frag.glsl") || !/\bout vec4\b/.test(text) || text.includes("#pragma include random"))
      return;
    expect(text).toMatch(/^precision highp float;$/m);
    if (/\b(u?int|[iu]vec[234])\b/.test(text) || text.includes("#pragma include"))
      expect(text).toMatch(/^precision highp int;$/m);
  });
});
