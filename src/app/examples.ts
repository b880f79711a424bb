import { type Example, firstExample } from "./first-example.ts";

/** The first is what a new visitor sees. */
export const examples: readonly [Example, ...Example[]] = [
  firstExample,
  {
    id: "spread",
    title: "Straight out: (x, y)",
    note: "Every point is a source: divergence 2",
    source: `F(x, y) = (x, y)
`,
    plane: { home: { x: 0, y: 0, span: 4 } },
  },
  {
    id: "rotation",
    title: "Round and round: (−y, x)",
    note: "It only turns: divergence 0",
    source: `F(x, y) = (-y, x)
`,
    plane: { home: { x: 0, y: 0, span: 4 } },
  },
  {
    id: "point",
    title: "A point source, softened",
    note: "Make b small and watch the divergence",
    source: `# Strength q, smeared over a radius of b.
q = 1 in [-2, 2]
b = 0.3 in [0.05, 1]
F(x, y) = q (x, y) / (2 pi r2)
  where r2 = x^2 + y^2 + b^2
`,
    plane: { home: { x: 0, y: 0, span: 4 } },
  },
  {
    id: "dipole",
    title: "Source beside sink",
    note: "Two smeared charges of opposite sign",
    source: `d = 1 in [0.2, 2]    # half the distance
b = 0.25 in [0.05, 1]
charge(x, y) = (x, y)/(x^2 + y^2 + b^2)
F(x, y) = charge(x+d, y) - charge(x-d, y)
`,
    plane: { field: "F", home: { x: 0, y: 0, span: 5 } },
  },
  {
    id: "stream",
    title: "A stream function",
    note: "Divergence 0, whatever ψ is",
    source: `# The divergence is 0, whatever psi is.
k = 2 in [1, 4]
psi(x, y) = sin(k x) cos(y) + x y / 4
F(x, y) = (g[1], -g[0])
  where g = grad(psi)(x, y)
`,
    plane: { home: { x: 0, y: 0, span: 7 } },
  },
  {
    id: "potential",
    title: "The gradient of a potential",
    note: "Its divergence is −Δφ",
    source: `s = 1 in [0.4, 2]
hill(x, y) = exp(-(x^2 + y^2) / (2 s^2))
phi(x, y) = hill(x-1.5, y) - hill(x+1.5, y)
E = -grad(phi)
`,
    plane: { home: { x: 0, y: 0, span: 7 } },
  },
  {
    id: "pump",
    title: "A pump in a stream",
    note: "An if: outwards inside the disc",
    source: `r = 1 in [0.2, 2]
p = 0.8 in [-2, 2]
F(x, y) = if(near, (1 + p x, p y), (1, 0))
  where near = x^2 + y^2 < r^2
`,
    plane: { home: { x: 0, y: 0, span: 5 } },
  },
  {
    id: "wave",
    title: "A travelling wave",
    note: "t is time: press play",
    source: `c = 1 in [0, 3]
F(x, y) = (cos(2x - c t) + y/3,
           sin(y + x/2 + c t))
`,
    plane: { home: { x: 0, y: 0, span: 7 } },
  },
  {
    id: "complex",
    title: "A function of z",
    note: "Divergence 0, until conj(z) is mixed in",
    source: `# The field (u, -v) of f = u + iv.
a = 1 in [0.2, 3]
b = 0 in [-1, 1]
f(z: C) = (z^2 - 1)/(z^2 + a) + b conj(z)
`,
    plane: { home: { x: 0, y: 0, span: 5 } },
  },
  {
    id: "noise",
    title: "Where the estimate is noisy",
    note: "Off-diagonal derivatives make the noise",
    source: `# With b = 0 the Jacobian is diagonal:
# then Rademacher probes are exact.
b = 1.5 in [0, 3]
F(x, y) = (sin(2x) + b cos(2y),
           sin(2y) + b cos(2x))
`,
    plane: { home: { x: 0, y: 0, span: 6 }, map: "estimate", probes: 4 },
  },
  {
    id: "charge",
    title: "A charge in space",
    note: "R³ on a slice: move z through it",
    source: `# Smeared over a radius of b.
b = 0.4 in [0.1, 1]
phi(x, y, z) = 1 / sqrt(x^2 + y^2 + z^2 + b^2)
E = -grad(phi)
`,
    plane: {
      home: { x: 0, y: 0, span: 4 },
      slice: { origin: [0, 0, 0.5], across: [1, 0, 0], up: [0, 1, 0] },
    },
  },
  {
    id: "net",
    title: "A network in ten dimensions",
    note: "R¹⁰ on a slice: exact in one pass",
    source: `# One hidden layer of 64.
W1 = randn(64, 10, seed=1) / sqrt(10)
W2 = randn(10, 64, seed=2) / 8
N(x: R^10) = W2 @ tanh(W1 @ x)
`,
    plane: { home: { x: 0, y: 0, span: 8 } },
  },
];
