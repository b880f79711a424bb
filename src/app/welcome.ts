import { type Cell, type Document, defaultLayers, defaultPlane } from "./document/document.ts";

/**
 * The notebook of a first visit made whole from what the page begins with: the particles, which the first picture does not
 * wait for, and what is to be read below it. What was changed meanwhile stays as it is.
 */
export function whole(document: Document): Document {
  return { ...document, cells: [...document.cells.map(withParticles), ...rest] };
}

function withParticles(cell: Cell): Cell {
  if (cell.kind !== "plane" || cell.layers) return cell;
  return {
    ...cell,
    layers: { ...defaultLayers, particles: { ...defaultLayers.particles, on: true, count: 2000 } },
  };
}

const rest: readonly Cell[] = [
  {
    id: "try",
    kind: "text",
    source: `## Try it

- Drag **a**: the flow swirls, and no colour changes. Turning is not spreading.
- Drag **k**: the places where it spreads draw together, and grow stronger. In the middle $\\nabla\\cdot F = 2k$: it is $2$ at $k = 1$.
- Change the source. A key press later there is the new picture; below the source stand the formulas.`,
  },
  {
    id: "net",
    kind: "code",
    source: `# A small net, as flow models have.
V1 = randn(16, 2, seed=5)
V2 = randn(2, 16, seed=6) / 4
f(x: R^2) = V2 @ tanh(V1 @ x)
`,
  },
  {
    ...defaultPlane("noise"),
    field: "f",
    view: { x: 0, y: 0, span: 5 },
    home: { x: 0, y: 0, span: 5 },
    map: "lens",
    probes: 1,
    streamlines: false,
  },
  {
    id: "what-for",
    kind: "text",
    source: `## What it is for

Flow models take the divergence of a net at every step along a path, and most make do with one random probe, as on the left of the divider. On the right is the truth, *and here it is the cheaper of the two*: 111 operations for a point, where the probe takes 227, and the net itself 144. Deldot finds such shortcuts in the formula. It says what each way costs, and how wrong it is.

- **To teach or to learn**: [what divergence is](#demo=what-divergence-is), [the divergence theorem](#demo=divergence-theorem), [electric fields](#demo=electric-fields). *Share* makes a link of any notebook.
- **For flow models and scores**: [the JAX thread, answered](#demo=jax-thread), [FFJORD's bottleneck](#demo=ffjord), [Hutchinson's estimator](#demo=hutchinson), and your own net as JAX or PyTorch under *Share*.
- **For physics**: [local kinetic energy](#demo=local-kinetic-energy), [a flow in time](#demo=double-gyre), [n dimensions on a slice](#demo=n-dimensions).
- **With points of your own**: a cell *Points* gives the divergence at each row of a table, *Export* a map as PNG, SVG or CSV.

*Examples* lists all notebooks. New cells are added below.`,
  },
];
