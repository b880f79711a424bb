import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { DefinitionSyntax, Range } from "./syntax.ts";

/** A number with a slider: `a = 1.5 in [0, 3] step 0.1`. */
export interface Parameter {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** null: continuous. */
  readonly step: number | null;
  /** True when `in [lo, hi]` was written, false when the range was guessed. */
  readonly bounded: boolean;
  /** Where the number stands in the source (with its sign), so that a slider can rewrite it. */
  readonly literal: Range;
  readonly node: Node;
}

/** A named function of the document, elaborated on inputs of its own. */
export interface FunctionDefinition {
  readonly name: string;
  /** Names of the arguments, one per argument as written (`x` for `x: R^10`). */
  readonly argumentNames: readonly string[];
  /** The argument inputs; scalars for plain arguments. Role "coordinate", index = position. */
  readonly inputs: readonly Node[];
  readonly output: Node;
  /** For f(z: C), which `output` is the Pólya field (u, −v) of: the name z. Else null. */
  readonly complexArgument: string | null;
  /** Of a function of a complex number that gives real ones: its value, on the same inputs. Else null. */
  readonly real: Node | null;
  readonly syntax: DefinitionSyntax;
}

/**
 * A function R^n → R^n. `inputs` and `output` are on n scalar inputs whatever the arguments were written as;
 * `asWritten` is on the arguments themselves.
 */
export interface Field extends FunctionDefinition {
  readonly asWritten: Pick<FunctionDefinition, "inputs" | "output">;
  readonly dimension: number;
  /** Names of the n coordinates: `x`, `y` or `x0`, `x1`, …. */
  readonly coordinateNames: readonly string[];
}

/** One of the texts that a program is made of. `from`/`to` are offsets into the program's source. */
export interface ProgramText extends Range {
  /** Positions of the other texts whose definitions this one uses. */
  readonly needs: readonly number[];
}

/** What the checker makes of a source text; always whole, whatever the text. */
export interface Program {
  readonly source: string;
  readonly texts: readonly ProgramText[];
  readonly graph: Graph;
  readonly diagnostics: readonly Diagnostic[];
  /** In order of definition. */
  readonly parameters: readonly Parameter[];
  readonly functions: readonly FunctionDefinition[];
  /** Those of `functions` that are fields, in order. */
  readonly fields: readonly Field[];
  /** The node of free `t`; null when time is not used. */
  readonly time: Node | null;
}
