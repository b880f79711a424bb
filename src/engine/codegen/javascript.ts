import type { Node } from "../graph/node.ts";
import type { Elementwise } from "../graph/op.ts";
import { constantValue } from "../ops/constant.ts";
import type { Instruction, Level, LoopNest } from "./lower.ts";

/** A number as a JavaScript literal; every float64 survives. */
export function javascriptNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Number.POSITIVE_INFINITY) return "Infinity";
  if (value === Number.NEGATIVE_INFINITY) return "(-Infinity)";
  return value < 0 || Object.is(value, -0) ? `(${Object.is(value, -0) ? "-0" : value})` : String(value);
}

/** Names of a loop nest's values in the emitted text, and the lines that compute them. */
export class JavaScriptBody {
  private readonly names = new Map<Node, string>();
  private readonly nest: LoopNest;

  constructor(nest: LoopNest) {
    this.nest = nest;
    const stem = { coordinate: "x", parameter: "p", time: "t", probe: "z" } as const;
    for (const [node, load] of nest.loads) this.names.set(node, `${stem[load.from]}${load.slot}`);
    nest.instructions.forEach(({ node }, position) => {
      this.names.set(node, `v${position}`);
    });
  }

  atom(node: Node): string {
    const value = constantValue(node);
    return value === null ? (this.names.get(node) as string) : javascriptNumber(value);
  }

  /** The assignments of one loop level. */
  lines(level: Level, indent: string): string {
    return this.nest.instructions
      .filter((instruction) => instruction.level === level)
      .map(
        (instruction) =>
          `${indent}const ${this.names.get(instruction.node)} = ${this.expression(instruction)};\n`,
      )
      .join("");
  }

  /** Reads of the inputs that the program uses, from `array[base + slot]`. */
  reads(
    from: "coordinate" | "parameter" | "time" | "probe",
    read: (slot: number) => string,
    indent: string,
  ): string {
    const used = usedNodes(this.nest);
    let text = "";
    for (const [node, load] of this.nest.loads) {
      if (load.from === from && used.has(node))
        text += `${indent}const ${this.names.get(node)} = ${read(load.slot)};\n`;
    }
    return text;
  }

  private expression({ node }: Instruction): string {
    const args = node.inputs.map((input) => this.atom(input));
    return (node.op.elementwise as Elementwise).text.javascript(args, node.attribute);
  }
}

function usedNodes(nest: LoopNest): Set<Node> {
  return new Set([...nest.outputs.flat(), ...nest.instructions.flatMap(({ node }) => node.inputs)]);
}
