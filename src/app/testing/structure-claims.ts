import type { Claim } from "./claim.ts";
import { meanHelium } from "./helium.ts";
import { candidate, firstOf, origin, sums } from "./trace-numbers.ts";

const { cos } = Math;

const somewhere = Array.from({ length: 12 }, (_, i) => 0.3 * i - 1.7);

/** Numbers of the demos about structure, the Laplacian and many dimensions; each is told in prose. */
export const structureClaims: Readonly<Record<string, readonly Claim[]>> = {
  "hollow-networks": [
    {
      words: "so $\\nabla\\cdot h = 0",
      engine: (demo) => demo.divergence("h", somewhere, { method: "jacobian-reverse" }),
      truth: 0,
    },
    {
      words: "At $x = (1, 0, \\dots, 0)$ this is $-0.3918",
      engine: (demo) => demo.divergence("H", firstOf(12)),
      truth: (demo) =>
        demo
          .field("h")
          .evaluate([firstOf(12)])
          .reduce((sum, entry) => sum + entry),
    },
    {
      words: "at $(1, 0, \\dots, 0)$ it is $-0.3918",
      engine: (demo) => demo.divergence("K", firstOf(12)),
      truth: (demo) => demo.divergence("H", firstOf(12), { method: "jacobian-reverse" }),
    },
    {
      words: "**1 pass instead of 12",
      engine: (demo) => demo.field("H").dimension * (candidate(demo, "H", "hollow").passes as number),
      truth: 12,
    },
  ],
  "sparse-jacobians": [
    {
      words: "$\\nabla\\cdot Z = -40",
      engine: (demo) =>
        demo.divergence(
          "Z",
          Array.from({ length: 40 }, (_, i) => cos(i * i)),
        ),
      truth: -40,
    },
    {
      words: "**2",
      engine: (demo) => candidate(demo, "T", "colouring").passes as number,
      truth: 2,
    },
    {
      words: "the divergence is $-12",
      engine: (demo) => demo.divergence("T", firstOf(64)),
      truth: -12,
    },
    {
      words: "For the trace $2",
      engine: (demo) => candidate(demo, "R", "colouring").passes as number,
      truth: 2,
    },
    {
      words: "the divergence is $2 + 9 = 11",
      engine: (demo) => demo.divergence("R", firstOf(10)),
      truth: 11,
    },
  ],
  "local-kinetic-energy": [
    {
      words: "With $a = 0.7$ it is $0.7",
      engine: (demo) => demo.quantity("F", "function local", [0, 0]),
      truth: 0.7,
    },
    {
      words: "the energy $1",
      engine: (demo) => demo.quantity("F", "function local", [1.3, -2], { parameters: { a: 1 } }),
      truth: 1,
    },
    {
      words: "with $c = 0.8$ it is $-0.72",
      engine: (demo) => demo.quantity("P", "function hydrogen", [0, 0.4, 0.3]),
      truth: -0.72,
    },
    {
      words: "everywhere stands $-0.5",
      engine: (demo) => demo.quantity("P", "function hydrogen", [1, -2, 0.6], { parameters: { c: 1 } }),
      truth: -0.5,
    },
    {
      words: "With the electrons on opposite sides at distance $1$ it is $-2.973",
      engine: (demo) => demo.quantity("Q", "function helium", [1, 0, 0, -1, 0, 0]),
      truth: -(1.6875 ** 2) + 2 * (1.6875 - 2) + 1 / 2,
    },
    {
      words: "where it is $-2.8477",
      engine: (demo) => meanHelium(demo),
      // Kellner 1927: −(27/16)².
      truth: -((27 / 16) ** 2),
      within: 1e-9,
    },
    {
      words: "the plan needs 3",
      engine: (demo) => demo.field("Q").plan.chosen.passes as number,
      truth: 3,
    },
  ],
  "n-dimensions": [
    {
      words: "the divergence is $1 + 1 - 2 = 0",
      engine: (demo) => demo.divergence("F", [1, 1, 0]),
      truth: 0,
    },
    {
      words: "at $(1,1,1,1)$ it is $0.125",
      engine: (demo) => demo.divergence("R", [1, 1, 1, 1]),
      truth: 1 / 8,
    },
    {
      words: "Move $p$ to $4$ and the map is empty",
      engine: (demo) => 4 + demo.divergence("R", [0.3, -1, 1, 1], { parameters: { p: 4 } }),
      truth: 4,
    },
    {
      words: "\\operatorname{tr}(W_2W_1) = 0.3071",
      engine: (demo) => demo.divergence("N", origin(10)),
      truth: (demo) => sums(demo, "N").trace,
    },
  ],
};
