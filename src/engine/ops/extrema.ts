import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { add, less, max, min, mul, select } from "./build.ts";
import type { Operand } from "./constant.ts";
import { callText, defineElementwise } from "./define.ts";
import { largerOf, smallerOf } from "./values.ts";

function extremum(
  name: string,
  javascriptName: string,
  value: (a: number, b: number) => number,
  wins: (a: Node, b: Node) => Node,
): Op {
  return defineElementwise({
    name,
    arity: 2,
    value: ([a, b]) => value(a as number, b as number),
    partials: ([a, b]) => {
      const [left, right] = [a as Node, b as Node];
      return [
        select(wins(left, right), 1, select(wins(right, left), 0, 0.5)),
        select(wins(right, left), 1, select(wins(left, right), 0, 0.5)),
      ];
    },
    jvp(node, [ta, tb]) {
      const [a, b] = node.inputs as [Node, Node];
      if (!ta && !tb) return null;
      const half = ta && tb ? mul(0.5, add(ta, tb)) : mul(0.5, (ta ?? tb) as Node);
      return select(wins(a, b), ta ?? 0, select(wins(b, a), tb ?? 0, half));
    },
    text: callText(javascriptName, `dd_${name}`),
    conformance: {
      domain: [
        [-3, 3],
        [-3, 3],
      ],
      glsl: { absolute: 0, relative: 0 },
      kinks: ([a, b]) => Math.abs((a as number) - (b as number)) < 1e-3,
    },
  });
}

/** Ties split the derivative evenly; a NaN on either side gives NaN. */
export const minOp: Op = extremum("min", "smallerOf", smallerOf, (a, b) => less(a, b));
export const maxOp: Op = extremum("max", "largerOf", largerOf, (a, b) => less(b, a));

/** x held between low and high. */
export const clamp = (x: Node, low: Operand, high: Operand): Node => min(max(x, low), high);
