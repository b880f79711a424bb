import type { Node } from "../graph/node.ts";

/** What names are chosen from. */
export interface PrintedShape {
  /** Parts before the nodes they are part of. */
  readonly order: readonly Node[];
  readonly parts: ReadonlyMap<Node, readonly Node[]>;
  /** Printed symbols of each node. */
  readonly sizes: ReadonlyMap<Node, number>;
  readonly outputs: readonly Node[];
}

export interface NamedParts {
  /** In the order in which the definitions read best: those used by others first. */
  readonly names: ReadonlyMap<Node, string>;
  /** Parts too deep to show that found no name. */
  readonly cut: ReadonlySet<Node>;
}

/** When a part is worth a name: printed at least this often, and at least this long. */
const thresholds = {
  frequent: { occurrences: 3, size: 9 },
  shared: { occurrences: 2, size: 7 },
} as const;

/** Nesting that a line of print bears; browsers stop at a few hundred levels of MathML. */
const printedDepth = 24;
/** Definitions after "where": more is a program, not a formula. */
const mostNames = 20;

const letters = ["u", "v", "w", "p", "q", "s"];

/** Names for the large parts of a formula that are printed often, and for parts nested too deep. */
export function chooseNames(
  shape: PrintedShape,
  taken: ReadonlySet<string>,
  policy: keyof typeof thresholds,
): NamedParts {
  const { order, parts, sizes, outputs } = shape;
  const chosen = new Set<Node>();
  const { occurrences, size } = thresholds[policy];
  const printed = new Map<Node, number>(outputs.map((output) => [output, 1]));
  for (const node of [...order].reverse()) {
    let times = printed.get(node) ?? 0;
    const isOutput = outputs.includes(node);
    if (!isOutput && chosen.size < mostNames && times >= occurrences && (sizes.get(node) ?? 0) >= size) {
      chosen.add(node);
      times = 1;
    }
    for (const part of parts.get(node) ?? []) printed.set(part, (printed.get(part) ?? 0) + times);
  }
  const deep = tooDeep(shape, chosen);
  // Those nearest to the result explain most.
  const cut = new Set<Node>();
  for (const node of deep.reverse()) {
    if (chosen.size < mostNames) chosen.add(node);
    else cut.add(node);
  }
  const names = new Map<Node, string>();
  const free = freshNames(taken);
  for (const node of order) if (chosen.has(node)) names.set(node, free.next().value);
  return { names, cut };
}

/** Nodes at which a nesting of more than `printedDepth` has to be broken. */
function tooDeep({ order, parts, outputs }: PrintedShape, named: ReadonlySet<Node>): Node[] {
  const deep: Node[] = [];
  const depths = new Map<Node, number>();
  for (const node of order) {
    let depth = 0;
    for (const part of parts.get(node) ?? []) depth = Math.max(depth, (depths.get(part) ?? 0) + 1);
    const broken = depth >= printedDepth && !outputs.includes(node);
    if (broken && !named.has(node)) deep.push(node);
    depths.set(node, broken || named.has(node) ? 0 : depth);
  }
  return deep;
}

function* freshNames(taken: ReadonlySet<string>): Generator<string, never> {
  for (const letter of letters) if (!taken.has(letter)) yield letter;
  for (let serial = 1; ; serial++) {
    const name = `u_${serial}`;
    if (!taken.has(name)) yield name;
  }
}
