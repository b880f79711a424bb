import { type Claim, vanishing } from "./claim.ts";
import type { DemoNotebook } from "./demo.ts";
import { candidate, origin, probeFlops, sums } from "./trace-numbers.ts";

const { PI, sqrt } = Math;

const threadEstimate = (demo: DemoNotebook, layout: "jax" | "jax-legacy") =>
  demo.divergence("f", [1, 1, 1], { method: "hutchinson", probes: 1000, distribution: "gaussian", layout });

const quarter = [PI / 4, PI / 4];
const sketch = { method: "hutchinson", probes: 12 } as const;

/** The largest error of an estimator at the origin over some seeds. */
function worstSketch(demo: DemoNotebook, method: "hutch++" | "xtrace"): number {
  const exact = demo.divergence("G", origin(50));
  const errors = [0, 1, 2, 3].map((seed) =>
    Math.abs(demo.divergence("G", origin(50), { method, probes: 12, seed }) - exact),
  );
  return Math.max(...errors);
}

/** Numbers of the demos about traces and what they cost; each is told in prose. */
export const traceClaims: Readonly<Record<string, readonly Claim[]>> = {
  "jax-thread": [
    {
      words: "fifty times the number $10.0",
      engine: (demo) => {
        const points = Array.from({ length: 50 }, (_, row) =>
          Array.from({ length: 10 }, (_, column) => 10 * row + column),
        );
        const values = points.map((point) => demo.divergence("L", point, { method: "jacobian-reverse" }));
        return Math.max(...values) === Math.min(...values) ? (values[0] as number) : Number.NaN;
      },
      truth: 10,
    },
    {
      words: "| trace of the Jacobian | $6",
      engine: (demo) => demo.divergence("f", [1, 1, 1], { method: "jacobian-reverse" }),
      truth: 6,
    },
    {
      words: "| gradient of each component | $6",
      engine: (demo) => demo.divergence("f", [1, 1, 1], { method: "per-component" }),
      truth: 6,
    },
    // The thread printed it in single precision.
    {
      words: "| 1000 Gaussian probes | $6.19456",
      engine: (demo) => threadEstimate(demo, "jax-legacy"),
      truth: 6.1945624,
      within: 1e-7,
    },
    {
      words: "| 1000 Rademacher probes | $6",
      engine: (demo) => demo.divergence("f", [1, 1, 1], { method: "hutchinson", probes: 1000 }),
      truth: 6,
    },
    {
      words: "Today's layout gives $5.6957",
      engine: (demo) => threadEstimate(demo, "jax"),
      truth: 5.69566,
      within: 2e-6,
    },
    {
      words: "\\sqrt{28/1000} = 0.1673",
      engine: (demo) => sqrt(demo.variance("f", [1, 1, 1], { probes: 1000, distribution: "gaussian" })),
      truth: sqrt(0.028),
    },
    {
      words: "| the net alone | | 10 880",
      engine: (demo) => demo.field("N").plan.fieldFlops,
      // Products with 64×10, 64×64 and 10×64 entries, two operations each, and 128 hyperbolic tangents.
      truth: 2 * (640 + 4096 + 640) + 128,
    },
    {
      words: "| one random probe | 1 | 20 563",
      engine: (demo) => probeFlops(demo, "N"),
      truth: 20_563,
    },
    {
      words: "| **1** | **17 984",
      engine: (demo) => demo.field("N").plan.chosen.flops as number,
      truth: 17_984,
    },
    {
      words: "| $n$ jvps, one shared primal | 10 | 118 664",
      engine: (demo) =>
        demo.field("N").plan.candidates.find(({ method }) => method === "jacobian-forward")?.flops as number,
      truth: 118_664,
    },
  ],
  hutchinson: [
    {
      words: "At the reading point $(\\pi/4, \\pi/4)$ it is $6",
      engine: (demo) => sqrt(demo.variance("F", quarter, { probes: 1 })),
      truth: 6,
    },
    {
      words: "it is $6$, where the divergence is $0",
      engine: (demo) => vanishing(Math.abs(demo.divergence("F", quarter))),
      truth: 0,
    },
    {
      words: "at the origin the deviation becomes $4",
      engine: (demo) => sqrt(demo.variance("F", [0, 0], { probes: 1, distribution: "gaussian" })),
      truth: 4,
    },
    {
      words: "has the trace $25.41",
      engine: (demo) => demo.divergence("G", origin(50)),
      truth: (demo) => sums(demo, "G").trace,
    },
    {
      words: "| Hutchinson, Gaussian | $6.286",
      engine: (demo) => sqrt(demo.variance("G", origin(50), { ...sketch, distribution: "gaussian" })),
      truth: (demo) => sqrt((2 * sums(demo, "G").square) / 12),
    },
    {
      words: "| Hutchinson, Rademacher | $5.994",
      engine: (demo) => sqrt(demo.variance("G", origin(50), { ...sketch, distribution: "rademacher" })),
      truth: (demo) => {
        const { square, diagonal } = sums(demo, "G");
        return sqrt((2 * (square - diagonal)) / 12);
      },
    },
    {
      words: "| Hutch++, XTrace | $0",
      engine: (demo) => vanishing(Math.max(worstSketch(demo, "hutch++"), worstSketch(demo, "xtrace"))),
      truth: 0,
    },
    {
      words: "gives the exact trace with 3",
      engine: (demo) => candidate(demo, "G", "narrow-cut").passes as number,
      truth: 3,
    },
  ],
  ffjord: [
    {
      words: "It takes 111",
      engine: (demo) => demo.field("f").plan.chosen.flops as number,
      truth: 111,
    },
    {
      words: "the net itself 144",
      engine: (demo) => demo.field("f").plan.fieldFlops,
      truth: 2 * (32 + 32) + 16,
    },
    { words: "and a probe 227", engine: (demo) => probeFlops(demo, "f"), truth: 227 },
    {
      words: "At the origin both have the trace $-0.1522",
      engine: (demo) => demo.divergence("g", origin(50)),
      truth: (demo) => demo.divergence("B", [0, 0, 0], { method: "jacobian-forward" }),
    },
    {
      words: "The variance of one Rademacher probe is $172.1",
      engine: (demo) => demo.variance("g", origin(50), { probes: 1 }),
      truth: (demo) => {
        const { square, diagonal } = sums(demo, "g");
        return 2 * (square - diagonal);
      },
    },
    {
      words: "outside and $5.135",
      engine: (demo) => demo.variance("B", origin(3), { probes: 1 }),
      truth: (demo) => {
        const { square, diagonal } = sums(demo, "B");
        return 2 * (square - diagonal);
      },
    },
    { words: "| one random probe | 20 563", engine: (demo) => probeFlops(demo, "N"), truth: 20_563 },
    {
      words: "| **the exact divergence** | **17 984",
      engine: (demo) => demo.field("N").plan.chosen.flops as number,
      truth: 17_984,
    },
  ],
};
