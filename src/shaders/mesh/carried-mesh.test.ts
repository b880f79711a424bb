import { expect, test } from "vitest";
import { FieldCompiler } from "../compiled-field.ts";
import { carriedMesh } from "./carried-mesh.ts";

const compiler = new FieldCompiler();
const plot = { width: 400, height: 300, time: 0, view: { centreX: 0, centreY: 0, unitsPerPixel: 0.02 } };

/** Places of the mesh's points in the world, by line. */
function meshOf(source: string, reach: number, share: number): number[][] {
  return carriedMesh(compiler.compile({ source, field: "F" }), plot, reach)
    .at(share)
    .map(({ points }) =>
      Array.from(points, (value, k) => (k % 2 === 0 ? (value - 200) * 0.02 : -(value - 150) * 0.02)),
    );
}

/** Where closed forms carry a point. */
const flows: readonly {
  readonly source: string;
  readonly carry: (x: number, y: number, t: number) => readonly [number, number];
}[] = [
  { source: "F(x, y) = (x, y)", carry: (x, y, t) => [x * Math.exp(t), y * Math.exp(t)] },
  { source: "F(x, y) = (-2 x, y)", carry: (x, y, t) => [x * Math.exp(-2 * t), y * Math.exp(t)] },
  {
    source: "F(x, y) = (-y, x)",
    carry: (x, y, t) => [x * Math.cos(t) - y * Math.sin(t), x * Math.sin(t) + y * Math.cos(t)],
  },
  { source: "F(x, y) = (y, 0)", carry: (x, y, t) => [x + t * y, y] },
  { source: "F(x, y) = (0, sin(x))", carry: (x, y, t) => [x, y + t * Math.sin(x)] },
];

test.each(flows)(
  "the mesh is carried by $source as its closed form says, at every moment",
  ({ source, carry }) => {
    const reach = 0.8;
    const whole = meshOf(source, reach, 0);
    for (const share of [0.13, 0.5, 0.77, 1]) {
      const carried = meshOf(source, reach, share);
      expect(carried.length).toBe(whole.length);
      whole.forEach((line, l) => {
        for (let k = 0; k < line.length; k += 2) {
          const [x, y] = carry(line[k] as number, line[k + 1] as number, share * reach);
          // The points come as float32 pixels.
          const at = carried[l] as number[];
          expect(Math.hypot((at[k] as number) - x, (at[k + 1] as number) - y)).toBeLessThan(
            2e-5 * (1 + Math.hypot(x, y)),
          );
        }
      });
    }
  },
);

test("areas of squares grow by e^∫div, whatever the field", () => {
  // The divergence is 0.4 everywhere, and the flow is not linear.
  const source = "F(x, y) = (0.4 x + sin(y), cos(x))";
  const [whole, carried] = [meshOf(source, 0.5, 0), meshOf(source, 0.5, 1)];
  const areaInside = (lines: readonly number[][], from: number, to: number) => {
    // Between two lines across: the shoelace formula along one and back along the other.
    const ring = [...(lines[from] as number[]), ...reversed(lines[to] as number[])];
    let area = 0;
    for (let k = 0; k < ring.length; k += 2) {
      const [x, y] = [ring[k] as number, ring[k + 1] as number];
      const [u, v] = [ring[(k + 2) % ring.length] as number, ring[(k + 3) % ring.length] as number];
      area += (x * v - u * y) / 2;
    }
    return Math.abs(area);
  };
  for (let line = 0; line < 4; line += 1) {
    const ratio = areaInside(carried, line, line + 1) / areaInside(whole, line, line + 1);
    // The strips' sides are straight between their points; their short ends are not followed.
    expect(ratio).toBeGreaterThan(Math.exp(0.2) * 0.9);
    expect(ratio).toBeLessThan(Math.exp(0.2) * 1.1);
  }
});

test("a line is cut where the flow is not defined or jumps over a pole", () => {
  const cut = meshOf("F(x, y) = (sqrt(x), 0)", 0.3, 1);
  for (const line of cut)
    for (let k = 0; k < line.length; k += 2) expect(line[k]).toBeGreaterThanOrEqual(-1e-6);
  const pole = meshOf("F(x, y) = (x, y) / (x^2 + y^2)", 0.5, 1);
  expect(pole.flat().every(Number.isFinite)).toBe(true);
});

function reversed(line: readonly number[]): number[] {
  const turned: number[] = [];
  for (let k = line.length - 2; k >= 0; k -= 2) turned.push(line[k] as number, line[k + 1] as number);
  return turned;
}
