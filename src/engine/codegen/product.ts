import type { Node } from "../graph/node.ts";
import type { Shape } from "../graph/shape.ts";
import { productExtents } from "../ops/matmul.ts";
import { elementText, indexText, type Memory, type Names, type Term } from "./names.ts";
import { type Read, walkOf } from "./reads.ts";

/** Sums that are added up at once: so many wait for one another no longer than one addition takes. */
const together = 4;

/** The names of a product's arguments: an array, and where it begins. */
const result: Memory = { name: "o", from: null, offset: 0 };
const argumentsOf = { own: { name: "a", from: "e" }, shared: { name: "x", from: "y" } } as const;

/**
 * A product of matrices and vectors: a function of its own, which products of the same form share, and the call of it.
 * Every sum runs from its first term to its last, as the reference evaluator's do; several neighbouring ones run side
 * by side and share one factor: along the columns of the result, or along its rows if it has one column.
 */
export function productText(node: Node, reads: readonly [Read, Read], names: Names, indent: string): string {
  const shapes = node.inputs.map(({ shape }) => shape) as [Shape, Shape];
  const { rows, inner, columns } = productExtents(...shapes);
  const [ownSide, sharedSide] = columns === 1 ? [0, 1] : [1, 0];
  const own = operand(reads[ownSide] as Read, names, "own");
  const shared = operand(reads[sharedSide] as Read, names, "shared");
  const sides = columns === 1 ? [own, shared] : [shared, own];
  const left = factor(sides[0] as Operand, shapes[0], shapes[0].length === 2 ? "row" : "none", "inner");
  const right = factor(sides[1] as Operand, shapes[1], "inner", shapes[1].length === 2 ? "column" : "none");
  const target = names.memory(node).name;
  if (node.shape.length === 0) names.nameElement(node, `${target}[0]`);
  const isMatrix = columns > 1 && rows > 1;
  const text =
    columns === 1
      ? sumsText(rows, inner, "  ", {
          own: (u, c) => left({ row: u, inner: "q" }, { row: c }),
          shared: right({ inner: "q" }, {}),
          target: (u, c) => elementText(result, u === null ? [] : [[1, u]], c),
        })
      : sumsText(columns, inner, isMatrix ? "    " : "  ", {
          own: (u, c) => right({ inner: "q", column: u }, { column: c }),
          shared: left({ row: isMatrix ? "r" : null, inner: "q" }, {}),
          target: (u, c) =>
            elementText(result, [[isMatrix ? columns : 0, "r"], ...(u === null ? [] : [[1, u] as Term])], c),
        });
  const body = isMatrix ? `  for (let r = 0; r < ${rows}; r++) {\n${text}  }\n` : text;
  const name = names.functionOf(`(o, a, e, x, y) {\n${body}}\n`);
  return `${indent}${name}(${[target, ...own.given, ...shared.given].join(", ")});\n`;
}

/** A factor as the function has it, and what the call gives for it. */
interface Operand {
  readonly read: Read;
  readonly memory: Memory;
  readonly given: readonly [string, string];
}

/** The constants and the arrays of the kernel are named in the function itself where sums run through them. */
function operand(read: Read, names: Names, role: "own" | "shared"): Operand {
  const argument = argumentsOf[role];
  if (read.kind === "scalar") {
    return { read, memory: { ...argument, offset: 0 }, given: [names.atom(read.node), "0"] };
  }
  const memory = names.memory(read.base);
  if (role === "own" && memory.from === null) return { read, memory, given: ["0", "0"] };
  const from = indexText(memory.from ? [[1, memory.from]] : [], memory.offset);
  return { read, memory: { ...argument, offset: 0 }, given: [memory.name, from] };
}

type Axis = "row" | "inner" | "column" | "none";
type Factor = (
  variables: Partial<Record<Axis, string | null>>,
  constants: Partial<Record<Axis, number>>,
) => string;

/** How an entry of a factor is written, its axes running by the variables and constants given. */
function factor({ read, memory }: Operand, shape: Shape, first: Axis, second: Axis): Factor {
  if (read.kind === "scalar") return () => memory.name;
  const walk = walkOf(read, shape);
  if (walk.kind !== "steps") throw new Error("a factor is read in equal steps");
  const [step, other] = walk.steps as [number, number | undefined];
  const axes: [Axis, number][] =
    shape.length === 1
      ? [[first === "none" ? second : first, step]]
      : other === undefined
        ? [
            [first, step * (shape[1] as number)],
            [second, step],
          ]
        : [
            [first, step],
            [second, other],
          ];
  return (variables, constants) => {
    const terms: Term[] = [];
    let constant = walk.start;
    for (const [axis, stride] of axes) {
      const name = variables[axis];
      if (name) terms.push([stride, name]);
      constant += stride * (constants[axis] ?? 0);
    }
    return elementText(memory, terms, constant);
  };
}

interface Sums {
  /** The factor that each sum has for itself: sum number u + c. */
  own(u: string | null, c: number): string;
  /** The factor that all share. */
  readonly shared: string;
  target(u: string | null, c: number): string;
}

function sumsText(count: number, inner: number, indent: string, sums: Sums): string {
  const whole = count - (count % together);
  const rest = count - whole;
  const head = `${indent}for (let u = 0; u < ${whole}; u += ${together}) {\n`;
  const isLoop = whole > together;
  return (
    (whole === 0 ? "" : isLoop ? block(head, together, "u", 0) : block(`${indent}{\n`, together, null, 0)) +
    (rest === 0 ? "" : block(`${indent}{\n`, rest, null, whole))
  );

  function block(start: string, width: number, u: string | null, from: number): string {
    const each = Array.from({ length: width }, (_, i) => i);
    const lines = [
      `let ${each.map((i) => `s${i} = -0`).join(", ")};`,
      `for (let q = 0; q < ${inner}; q++) {`,
      `  const f = ${sums.shared};`,
      ...each.map((i) => `  s${i} += ${sums.own(u, from + i)} * f;`),
      "}",
      ...each.map((i) => `${sums.target(u, from + i)} = s${i};`),
    ];
    return `${start}${lines.map((line) => `${indent}  ${line}\n`).join("")}${indent}}\n`;
  }
}
