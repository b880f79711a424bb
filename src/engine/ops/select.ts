import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { select } from "./build.ts";
import { constant, constantValue } from "./constant.ts";
import { defineElementwise } from "./define.ts";

/** if(c, a, b): a where c is not 0, else b. The derivative is that of the branch taken. */
export const selectOp: Op = defineElementwise({
  name: "select",
  arity: 3,
  value: ([c, a, b]) => (c !== 0 ? (a as number) : (b as number)),
  partials: ([c, a]) => {
    const condition = c as Node;
    const one = constant((a as Node).graph, 1);
    const zero = constant((a as Node).graph, 0);
    return [null, select(condition, one, zero), select(condition, zero, one)];
  },
  jvp(node, [, ta, tb]) {
    if (!ta && !tb) return null;
    return select(node.inputs[0] as Node, ta ?? 0, tb ?? 0);
  },
  transpose: ([c], cotangent, position) =>
    position === 1 ? select(c as Node, cotangent, 0) : select(c as Node, 0, cotangent),
  text: {
    javascript: ([c, a, b]) => `(${c} !== 0 ? ${a} : ${b})`,
    glsl: ([c, a, b]) => `(${c} != 0.0 ? ${a} : ${b})`,
  },
  conformance: {
    domain: [
      [-1, 1],
      [-3, 3],
      [-3, 3],
    ],
    glsl: { absolute: 0, relative: 0 },
  },
  rewrite([c, a, b]) {
    if (!c || !a || !b) return null;
    const known = constantValue(c);
    const sameShapes = a.shape.length === b.shape.length && c.shape.length === 0;
    if (known !== null && sameShapes) return known !== 0 ? a : b;
    if (a === b && c.shape.length <= a.shape.length) return a;
    return null;
  },
});
