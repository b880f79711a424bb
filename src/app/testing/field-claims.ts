import { type Claim, vanishing } from "./claim.ts";
import { across, gridError, growthAlongPath, largest, noiseTold } from "./field-numbers.ts";

const { PI, cos, exp, log, sin, sinh, sqrt } = Math;

const atSpring = 8 - 0.5 / 9.25 ** 2;
const productAt11 = sin(1) * cos(1) * 2 + cos(1) ** 2 - sin(1) ** 2 * (cos(1) + 1);

/** Numbers of the demos about fields; each is told in prose. */
export const fieldClaims: Readonly<Record<string, readonly Claim[]>> = {
  "what-divergence-is": [
    {
      words: "In the middle of the source the divergence is $7.994",
      engine: (demo) => demo.divergence("F", [-1.5, 0]),
      truth: atSpring,
    },
    {
      words: "in the middle of the sink it is $-7.994",
      engine: (demo) => demo.divergence("F", [1.5, 0]),
      truth: -atSpring,
    },
    { words: "$28/3 = 9.333", engine: (demo) => demo.flux(0).boundary, truth: 28 / 3 },
    {
      words: "which is $2.333",
      engine: (demo) => demo.flux(0).inside / demo.flux(0).area,
      truth: 2 + 1 / 3,
    },
    { words: "At its centre the divergence is $2", engine: (demo) => demo.divergence("G", [1, 0]), truth: 2 },
    {
      words: "at distance $2$ the divergence is $-0.125",
      engine: (demo) => demo.divergence("H", [1.2, -1.6]),
      truth: -1 / 8,
    },
    {
      words: "halfway between them it is $0",
      engine: (demo) => demo.divergence("F", [0, 0]),
      truth: 0,
    },
  ],
  "divergence-theorem": [
    { words: "both sides are $7.952", engine: (demo) => demo.flux(0).boundary, truth: (PI / 2) * 1.5 ** 4 },
    { words: "both sides are $7.952", engine: (demo) => demo.flux(0).inside, truth: (PI / 2) * 1.5 ** 4 },
    { words: "the flux is $8", engine: (demo) => demo.flux(1).boundary, truth: 8 },
    {
      words: "With $b = 0.2$ the flux is $0.9615",
      engine: (demo) => demo.flux(2).boundary,
      truth: 1 / 1.04,
    },
  ],
  "stream-functions": [
    {
      words: "At the reading point $(0, 2)$ that is $1.25",
      engine: (demo) => demo.quantity("F", "magnitude", [0, 2]),
      truth: 1.25,
    },
    {
      words: "it grows from $0$ to $1",
      engine: (demo) => across(demo, "G", [PI / 2, PI / 2]),
      truth: 1,
    },
    {
      words: "\\nabla\\cdot F = 0",
      engine: (demo) =>
        vanishing(largest(2, (point) => demo.divergence("F", point, { parameters: { c: 7, a: 0.6 } }))),
      truth: 0,
    },
  ],
  "electric-fields": [
    {
      words: "q_1/(\\pi b^2) = 7.074",
      engine: (demo) => demo.divergence("E", [-1.1, 0.1]),
      truth: 2 / (PI * 0.09),
    },
    { words: "q_1 + q_2 = 1", engine: (demo) => demo.flux(0).boundary, truth: 1 },
    {
      words: "$-\\Delta\\varphi$ is $1.9865",
      engine: (demo) => demo.divergence("V", [-1, 0]),
      truth: 1 / (PI * 0.16) - 0.16 / (PI * 4.16 ** 2),
    },
    {
      words: "3/(4\\pi h^3) = 1.9099",
      engine: (demo) => demo.divergence("W", [0, 0, 0]),
      truth: 3 / (4 * PI * 0.125),
    },
  ],
  continuity: [
    {
      words: "At the sink the divergence is $-2",
      engine: (demo) => demo.divergence("F", [PI, PI]),
      truth: -2,
    },
    {
      words: "by the factor $e^2 = 7.389",
      engine: (demo) => exp(-demo.divergence("F", [PI, PI])),
      truth: exp(2),
    },
    {
      words: "e^{2 k t} = 1.6487",
      engine: (demo) => growthAlongPath(demo, [1.1, 0.3], 2.5),
      truth: exp(0.5),
      within: 1e-7,
    },
    {
      words: "the log-density by $2kt = 0.5",
      engine: (demo) => log(growthAlongPath(demo, [1.1, 0.3], 2.5)),
      truth: 0.5,
      within: 1e-7,
    },
    {
      words:
        "The exact map would be of one colour. The estimate has the standard deviation $2c\\,|x^2 - y^2|$: at the reading point $(1, 0)$ it is $-0.2",
      engine: (demo) => demo.divergence("S", [1, 0]),
      truth: -0.2,
    },
    {
      words: "it is $-0.2 \\pm 2",
      engine: (demo) => sqrt(demo.variance("S", [1, 0], { probes: 1 })),
      truth: 2,
    },
    {
      words: "either $1.8$ or $-2.2",
      engine: (demo) =>
        Math.min(
          ...[0, 1, 2, 3, 4, 5].map((seed) =>
            demo.divergence("S", [1, 0], { method: "hutchinson", probes: 1, seed }),
          ),
        ),
      truth: -2.2,
    },
    {
      words: "some arms of the spiral are up to $e^2 = 7.389",
      engine: (demo) => exp(2 + noiseTold(demo, [1.1, 0.3], 2.5) + noiseTold(demo, [-0.4, 0.9], 1.7)),
      truth: exp(2),
      within: 1e-4,
    },
    {
      words: "the left side of the continuity equation, and it is $0",
      engine: (demo) =>
        vanishing(largest(2, (point) => demo.quantity("S", "function residual", point, { time: 2.5 }))),
      truth: 0,
    },
  ],
  identities: [
    {
      words: "In the middle its curl is $2",
      engine: (demo) => demo.quantity("F", "curl", [0, 0]),
      truth: 2,
    },
    {
      words:
        "From the distance $\\sqrt2$ on it is negative: all lines turn left, but a wheel there turns right, because the flow is faster on its inner side. The divergence is $0",
      engine: (demo) =>
        vanishing(Math.abs(demo.quantity("F", "curl", [1, 1])) + largest(2, (p) => demo.divergence("F", p))),
      truth: 0,
    },
    { words: "$\\Delta h = -4", engine: (demo) => demo.divergence("H", [0, 0]), truth: -4 },
    {
      words: "At $(1, 1)$ both are $0.1106",
      engine: (demo) => demo.divergence("P", [1, 1]),
      truth: productAt11,
    },
    {
      words: "At $(1, 1)$ both are $0.1106",
      engine: (demo) => demo.quantity("P", "function right", [1, 1]),
      truth: productAt11,
    },
    {
      words: "choose `gap`, their difference, and there is $0",
      engine: (demo) => vanishing(largest(2, (point) => demo.quantity("P", "function gap", point))),
      truth: 0,
    },
    {
      words: "its divergence stands as a formula: $0",
      engine: (demo) => vanishing(largest(3, (point) => demo.divergence("B", point))),
      truth: 0,
    },
    {
      words: "show it, and it is $0",
      engine: (demo) => vanishing(largest(3, (point) => demo.quantity("B", "function rest", point))),
      truth: 0,
    },
  ],
  "finite-differences": [
    {
      words: "$\\sin(4.8)/4.8 = -0.2075",
      engine: (demo) => demo.divergence("F", [0, 0], { method: "finite-difference", step: 0.4 }) / 2,
      truth: sin(4.8) / 4.8,
    },
    {
      words: "at the origin it shows $-0.415",
      engine: (demo) => demo.divergence("F", [0, 0], { method: "finite-difference", step: 0.4 }),
      truth: (2 * sin(4.8)) / 4.8,
    },
    // Published for NumPy, Octave and VTK alike, to two digits.
    {
      words: "| $64^2$ | $0.037",
      engine: (demo) => gridError(demo, 64, "inside"),
      truth: 3.7e-2,
      within: 0.02,
    },
    {
      words: "| $64^2$ | $0.037$ | $0.385",
      engine: (demo) => gridError(demo, 64, "edges"),
      truth: 3.9e-1,
      within: 0.02,
    },
    {
      words: "| $2048^2$ | $0.000039",
      engine: (demo) => gridError(demo, 2048, "inside"),
      // The error inside falls like h².
      truth: 3.7e-2 * (63 / 2047) ** 2,
      within: 0.15,
    },
    {
      words: "| $2048^2$ | $0.000039$ | $0.012",
      engine: (demo) => gridError(demo, 2048, "edges"),
      truth: 1.2e-2,
      within: 0.04,
    },
    {
      words: "With $h = 0.1$ the difference gives $2.003335",
      engine: (demo) => demo.divergence("Q", [0, 0], { method: "finite-difference", step: 0.1 }),
      truth: (2 * sinh(0.1)) / 0.1,
    },
    {
      words: "with $h = 10^{-3}$ it gives $2.00000033",
      engine: (demo) => demo.divergence("Q", [0, 0], { method: "finite-difference", step: 1e-3 }),
      truth: (2 * sinh(1e-3)) / 1e-3,
    },
  ],
  "double-gyre": [
    {
      words: "at $x = \\sqrt5 - 1 = 1.236",
      engine: (demo) => demo.quantity("F", "component 0", [sqrt(5) - 1, 0.3], { time: 2.5 }) + sqrt(5) - 1,
      truth: sqrt(5) - 1,
    },
    {
      words: "\\mp 2\\pi^2\\cdot 0.1 = \\mp 1.974",
      engine: (demo) => -demo.quantity("F", "curl", [0.5, 0.5]),
      truth: 0.2 * PI ** 2,
    },
    {
      words: "so its divergence is $0",
      engine: (demo) => vanishing(largest(2, (point) => demo.divergence("F", point, { time: 3.7 }))),
      truth: 0,
    },
    {
      words: "2\\cdot\\text{leak} = -0.2",
      engine: (demo) => demo.divergence("G", [0.3, 0.8], { time: 6.1 }),
      truth: -0.2,
    },
    {
      words: "\\ln 2/0.2 = 3.47",
      engine: (demo) => Math.LN2 / -demo.divergence("G", [1.3, 0.2], { time: 1 }),
      truth: 3.4657359027997265,
    },
  ],
};
