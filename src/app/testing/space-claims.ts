import { createJacobianEvaluator } from "../../engine/api/jacobian-evaluator.ts";
import { bindingsOf } from "../../engine/divergence/bindings.ts";
import { type ComplexNumber, spectrumOf } from "../../engine/linear/spectrum.ts";
import { createPreparer } from "../laboratory/subject.ts";
import { bodyFigures } from "../space/body.ts";
import { type Claim, vanishing } from "./claim.ts";
import type { DemoNotebook } from "./demo.ts";
import { largest } from "./field-numbers.ts";

const { E, PI, exp, sin, sqrt } = Math;

/** Of the demo about two balls, with radius b and charges q. */
const [q1, b] = [2, 0.5];
const [h, c] = [0.35, 0.15];
const squares = 1.75 ** 2 + 1.4 ** 2 + 1;

/** What flows out of the body of a field's cell, as its panel tells it; `changed` is the source with other numbers. */
function flowOut(
  { document }: DemoNotebook,
  changed: (source: string) => string = (source) => source,
  place: { readonly field?: string; readonly centre?: readonly [number, number, number] } = {},
): number {
  const cell = document.cells.find(
    (one) => one.kind === "space" && one.body && one.field === (place.field ?? one.field),
  );
  if (cell?.kind !== "space" || !cell.body || cell.field === null) throw new Error("There is no body.");
  const body = { ...cell.body, centre: place.centre ?? cell.body.centre };
  const texts = document.cells.flatMap((one) => (one.kind === "code" ? [changed(one.source)] : []));
  const subject = { source: texts.join("\n"), field: cell.field, time: 0, quantity: "divergence" } as const;
  const prepared = createPreparer()({ ...subject, seed: 0, layout: "jax" });
  const steps = bodyFigures(prepared, { kind: "body", subject, body, scales: [1], limit: null });
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value.levels[0]?.boundary.value ?? Number.NaN;
}

/**
 * The charge of one of the dipole's clouds, of density 3 c² (r² + c²)^(−5/2) / 4π, in a sphere of radius R whose middle is D
 * away: of the cloud's shell of radius r it holds the share (R² − (D − r)²) / 4 D r. Summed by Simpson's rule.
 */
function chargeIn(D: number, R: number): number {
  const density = (r: number) =>
    (3 * c * c * r * r * (R * R - (D - r) ** 2)) / (4 * D * r * (r * r + c * c) ** 2.5);
  const parts = 2000;
  let sum = 0;
  for (let k = 0; k <= parts; k += 1)
    sum += (k % parts === 0 ? 1 : k % 2 === 1 ? 4 : 2) * density(D - R + (2 * R * k) / parts);
  return (sum * 2 * R) / parts / 3;
}

/** Eigenvalues of the Lorenz system's Jacobian where it rests. */
function eyeOf(demo: DemoNotebook): readonly ComplexNumber[] {
  const { program, field } = demo.field("F");
  const at = createJacobianEvaluator(program, field);
  return spectrumOf(at(Float64Array.of(sqrt(72), sqrt(72), 27), bindingsOf(program, 0)), 3);
}

/** A root by Newton's steps from a place near it. */
function root(of: (x: number) => number, near: number): number {
  let x = near;
  for (let k = 0; k < 50; k += 1) x -= (2e-6 * of(x)) / (of(x + 1e-6) - of(x - 1e-6));
  return x;
}

/** Numbers of the demos in space; each is told in prose. */
export const spaceClaims: Readonly<Record<string, readonly Claim[]>> = {
  "gauss-in-space": [
    // The field has a kink at the border of a ball: quadrature converges more slowly than for smooth ones.
    { words: "the flux through it is $q_1 = 2", engine: (demo) => flowOut(demo), truth: 2, within: 1e-6 },
    {
      words: "at $d = -1$, the flux is $0",
      engine: (demo) =>
        vanishing(1e-6 * Math.abs(flowOut(demo, (source) => source.replace("d = 1 in", "d = -1 in")))),
      truth: 0,
    },
    {
      words: "3 q_1/(4\\pi b^3) = 3.8197",
      engine: (demo) => demo.divergence("E", [-1, 0.1, -0.2]),
      truth: (3 * q1) / (4 * PI * b ** 3),
    },
    {
      words: "there the field is strong, and its divergence is $0",
      engine: (demo) => vanishing(Math.abs(demo.divergence("E", [0, 0.3, 0.2]))),
      truth: 0,
    },
    {
      words: "P_z = -1.0089",
      engine: (demo) => demo.quantity("P", "component 2", [0, 0, 0]),
      truth: (-2 * h) / (4 * PI * (h * h + c * c) ** 1.5),
    },
    {
      words: "the flux through it is $0.7110",
      engine: (demo) => flowOut(demo, undefined, { field: "P" }),
      truth: 0.3 ** 3 / (0.3 ** 2 + c * c) ** 1.5 - chargeIn(2 * h, 0.3),
    },
    {
      words: "Centre it at the origin, and it is $0",
      engine: (demo) => vanishing(Math.abs(flowOut(demo, undefined, { field: "P", centre: [0, 0, 0] }))),
      truth: 0,
    },
    {
      words: "Its divergence there is $0",
      engine: (demo) => vanishing(Math.abs(demo.divergence("P", [0, 0, 0]))),
      truth: 0,
    },
  ],
  "rotating-source": [
    {
      words: "the divergence is $3s = 3",
      engine: (demo) => demo.divergence("F", [0, 0, 0]),
      truth: 3,
    },
    {
      words: "sphere of radius $\\sqrt{3/2} = 1.2247",
      engine: (demo) =>
        sqrt(1.5) + vanishing(Math.abs(demo.divergence("F", [sqrt(0.5), sqrt(0.5), sqrt(0.5)]))),
      truth: sqrt(1.5),
    },
    {
      words: "4\\pi/e = 4.6229",
      engine: (demo) => flowOut(demo),
      truth: (4 * PI) / E,
    },
    {
      words: "and the flux rises to $5.1512",
      engine: (demo) => 4 * PI * sqrt(1.5) ** 2 * demo.quantity("F", "component 0", [sqrt(1.5), 0, 0]),
      truth: 4 * PI * 1.5 ** 1.5 * exp(-1.5),
    },
  ],
  "abc-flow": [
    {
      words: "\\sqrt{A^2+B^2+C^2} = 2.4541",
      engine: (demo) => demo.quantity("F", "magnitude", [0, 0, 0]),
      truth: sqrt(squares),
    },
    {
      words: "So every term of $\\nabla\\cdot F$ is $0",
      engine: (demo) => vanishing(largest(3, (point) => demo.divergence("F", point))),
      truth: 0,
    },
    {
      words: "the difference of the two is $0",
      engine: (demo) => vanishing(largest(3, (point) => demo.quantity("F", "function rest", point))),
      truth: 0,
    },
  ],
  lorenz: [
    {
      words: "the divergence is $-13.667",
      engine: (demo) => demo.divergence("F", [3, -4, 20]),
      truth: -(10 + 1 + 8 / 3),
    },
    {
      words: "after $t = 0.1$ it has $0.255",
      engine: (demo) => exp(0.1 * demo.divergence("F", [1, 2, 3])),
      truth: exp(-41 / 30),
    },
    {
      words: "e^{-13.667}$ is $0.0000011605",
      engine: (demo) => exp(demo.divergence("F", [0, 0, 0])),
      truth: exp(-41 / 3),
    },
    {
      words: "\\pm\\sqrt{\\beta\\,(\\rho-1)} = 8.4853",
      engine: (demo) => sqrt(72) + vanishing(demo.quantity("F", "magnitude", [sqrt(72), sqrt(72), 27]) / 100),
      truth: sqrt(72),
    },
    {
      words: "the third, $-13.855",
      engine: (demo) => eyeOf(demo)[2]?.real ?? Number.NaN,
      // The roots of λ³ + 41/3 λ² + 8/3 (10 + 28) λ + 2·10·8/3·27, by Newton's steps.
      truth: root((x) => x ** 3 + (41 / 3) * x ** 2 + (304 / 3) * x + 1440, -14),
    },
    {
      words: "two eigenvalues of the Jacobian are $0.094",
      engine: (demo) => eyeOf(demo)[0]?.real ?? Number.NaN,
      truth: (-41 / 3 - root((x) => x ** 3 + (41 / 3) * x ** 2 + (304 / 3) * x + 1440, -14)) / 2,
    },
  ],
  "hills-vortex": [
    {
      words: "halfway to the border it is $3.75",
      engine: (demo) => demo.quantity("F", "function spin", [0.5, 0, 0]),
      truth: 15 / 4,
    },
    {
      words: "the fluid rises at $\\frac32 U = 1.5",
      engine: (demo) => demo.quantity("F", "component 2", [0, 0, 0]),
      truth: 1.5,
    },
    {
      words: "outside the ball it is $0",
      engine: (demo) => vanishing(demo.quantity("F", "function spin", [1.2, 0.4, -0.7])),
      truth: 0,
    },
  ],
  "curl-has-no-divergence": [
    {
      words: "the first component $\\sin 1 = 0.8415",
      engine: (demo) => demo.quantity("A", "component 0", [1, 1, 1]),
      truth: sin(1),
    },
    {
      words: "and $\\nabla\\cdot B$ is $0",
      engine: (demo) => vanishing(largest(3, (point) => demo.divergence("B", point))),
      truth: 0,
    },
    {
      words: "both are $0",
      engine: (demo) =>
        vanishing(
          largest(3, (point) => demo.quantity("X", "function rest", point)) +
            largest(3, (point) => demo.quantity("X", "function G", point)),
        ),
      truth: 0,
    },
  ],
};
