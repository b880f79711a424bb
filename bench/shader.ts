import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { bindingOf, checkSource, divergenceNode, printGlsl } from "../src/engine/index.ts";
import { type BenchField, fields, nameOf } from "./fields.ts";
import { openIsolated } from "./isolated-page.ts";
import { formatRatio, median, ratioOf } from "./statistics.ts";

const width = 1024;
const height = 768;
const rounds = 200;

const pageScript = fileURLToPath(new URL("shader-page.js", import.meta.url));
const textOf = (name: string) => readFileSync(new URL(`../src/shaders/${name}`, import.meta.url), "utf8");

/** The heatmap's own shaders, as the plane worker runs them. */
const heatmap = { vertex: textOf("values.vert.glsl"), fragment: textOf("exact.frag.glsl") };

interface Shader {
  readonly vertex: string;
  readonly fragment: string;
}

const inHeatmap = (functions: string): Shader => ({
  vertex: heatmap.vertex,
  fragment: heatmap.fragment.replace("#pragma include field", functions),
});

function generated(field: BenchField): string {
  const program = checkSource(`F(x, y) = (${field.components.join(", ")})`);
  const [own] = program.fields;
  if (!own) throw new Error(program.diagnostics.map(({ message }) => message).join("\n"));
  const divergence = { name: "quantity", outputs: [divergenceNode(own, "jacobian-forward")] };
  return printGlsl([divergence], bindingOf(program, own));
}

const handWritten = ({ glsl }: BenchField): string => `float quantity(vec2 p) {\n  ${glsl}\n}\n`;

/** The least a shader can do around such a function: coordinates by varying, no digits kept far from the origin. */
const inBareFrame = (functions: string): Shader => ({
  vertex: `#version 300 es
precision highp float;
uniform vec2 u_halfSize;
uniform vec2 u_step;
in vec2 corner;
out vec2 v_p;
void main() {
  gl_Position = vec4(corner, 0.0, 1.0);
  v_p = corner * u_halfSize * u_step;
}
`,
  fragment: `#version 300 es
precision highp float;
in vec2 v_p;
out vec4 value;
${functions}
void main() {
  value = vec4(quantity(v_p), 0.0, 0.0, 1.0);
}
`,
});

interface Race {
  readonly times: number[][];
  readonly values: number[][];
}

async function race(page: Page, shaders: readonly Shader[]): Promise<Race> {
  const argument = JSON.stringify({ width, height, rounds, shaders });
  return (await page.evaluate(`raceShaders(${argument})`)) as Race;
}

/** All shaders have to draw the same picture, up to what sin and tanh of this GPU are worth. */
function assertSame(name: string, [a, ...others]: readonly (readonly number[])[]): void {
  for (const b of others) {
    a?.forEach((value, i) => {
      const other = b[i] as number;
      if (!(Math.abs(value - other) <= 1e-2 * (1 + Math.abs(other))))
        throw new Error(`${name}: ${value} and ${other}`);
    });
  }
}

/** The generated heatmap shader against one written by hand, derivative and all, in headless Chromium. */
export async function benchShaders(
  say: (line: string) => void,
  executablePath: string,
  args: string[],
): Promise<void> {
  say(`Heatmap shader, ${width}×${height}: time ÷ that of the derivative by hand (middle 80 %), target 1.10`);
  say("  in the least a shader can be | in the map's own frame");
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await openIsolated(browser);
    await page.addScriptTag({ path: pageScript });
    for (const field of fields) {
      const ours = generated(field);
      const hand = handWritten(field);
      const { times, values } = await race(page, [inHeatmap(ours), inHeatmap(hand), inBareFrame(hand)]);
      assertSame(nameOf(field), values);
      const [own, same, bare] = times as [number[], number[], number[]];
      const against = (other: readonly number[]) =>
        formatRatio(ratioOf(own.map((time, i) => time / (other[i] as number))));
      const milliseconds = [own, bare, same].map((each) => median(each).toFixed(2)).join(", ");
      say(`  ${against(bare)} | ${against(same)}; ${milliseconds} ms  ${nameOf(field)}`);
    }
  } finally {
    await browser.close();
  }
}
