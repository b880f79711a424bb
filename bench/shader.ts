import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { bindingOf, checkSource, divergenceNode, printGlsl } from "../src/engine/index.ts";
import { type BenchField, fields, nameOf } from "./fields.ts";
import { formatRatio, median, ratioOf } from "./statistics.ts";

const width = 1024;
const height = 768;
const rounds = 60;

const pageScript = fileURLToPath(new URL("shader-page.js", import.meta.url));
/** The heatmap's own shader, as the plane worker runs it. */
const heatmap = readFileSync(new URL("../src/shaders/values.frag.glsl", import.meta.url), "utf8");

const inHeatmap = (functions: string): string =>
  heatmap.replace("#pragma include field", `#define EXACT 0\n#define MAP EXACT\n${functions}`);

function generated(field: BenchField): string {
  const program = checkSource(`F(x, y) = (${field.components.join(", ")})`);
  const [own] = program.fields;
  if (!own) throw new Error(program.diagnostics.map(({ message }) => message).join("\n"));
  const divergence = { name: "divergence", outputs: [divergenceNode(own, "jacobian-forward")] };
  return printGlsl([divergence], bindingOf(program, own));
}

const handWritten = ({ glsl }: BenchField): string => `float divergence(vec2 p) {\n  ${glsl}\n}\n`;

/** The least a shader can do around such a function: no panning past the digits of a float, no mark for NaN. */
const inBareFrame = (functions: string): string => `#version 300 es
precision highp float;
uniform vec2 u_step;
uniform vec2 u_halfSize;
out vec4 value;
${functions}
void main() {
  vec2 p = (gl_FragCoord.xy - u_halfSize) * u_step;
  value = vec4(divergence(p), 0.0, 0.0, 1.0);
}
`;

interface Race {
  readonly times: number[][];
  readonly values: number[][];
}

async function race(page: Page, fragments: readonly string[]): Promise<Race> {
  const argument = JSON.stringify({ width, height, rounds, fragments });
  return (await page.evaluate(`raceShaders(${argument})`)) as Race;
}

/** Both shaders have to draw the same picture, up to what sin and tanh of this GPU are worth. */
function assertSame(name: string, [a, b]: readonly (readonly number[])[]): void {
  a?.forEach((value, i) => {
    const other = b?.[i] as number;
    if (!(Math.abs(value - other) <= 1e-2 * (1 + Math.abs(other))))
      throw new Error(`${name}: ${value} and ${other}`);
  });
}

/** The generated heatmap shader against one written by hand, derivative and all, in headless Chromium. */
export async function benchShaders(
  say: (line: string) => void,
  executablePath: string,
  args: string[],
): Promise<void> {
  say(
    `Heatmap shader, ${width}×${height}: time ÷ hand-written shader with the derivative by hand (middle 80 %)`,
  );
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ path: pageScript });
    for (const field of fields) {
      const ours = generated(field);
      const hand = handWritten(field);
      const { times, values } = await race(page, [inHeatmap(ours), inHeatmap(hand), inBareFrame(hand)]);
      assertSame(nameOf(field), values);
      const [own, same, bare] = times as [number[], number[], number[]];
      const ratio = ratioOf(own.map((time, i) => time / (same[i] as number)));
      const inBare = `${(median(own) / median(bare)).toFixed(2)} to one without the map's frame`;
      const frames = `${median(own).toFixed(1)} and ${median(same).toFixed(1)} ms`;
      say(`  ${formatRatio(ratio)}, target 1.15; ${inBare}; ${frames}  ${nameOf(field)}`);
    }
  } finally {
    await browser.close();
  }
}
