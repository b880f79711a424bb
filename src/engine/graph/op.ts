import type { Graph } from "./graph.ts";
import type { Attribute, Node } from "./node.ts";
import type { Shape } from "./shape.ts";

/** How an elementwise op is written in each target; arguments are already atoms (names or numbers). */
export interface ElementwiseText {
  /** JavaScript expression; function names are those of `src/engine/elementary` and `src/engine/ops/values.ts`. */
  javascript(args: readonly string[], attribute: Attribute): string;
  /** GLSL ES 3.00 float expression; functions it calls beside GLSL's own are those of `codegen/glsl-library.ts`. */
  glsl(args: readonly string[], attribute: Attribute): string;
}

/** What the conformance suite needs to know to try an op: where it is defined and how far GLSL may err. */
export interface Conformance {
  /** One interval per argument from which sample points are drawn. */
  readonly domain: readonly (readonly [number, number])[];
  /** Bound on |GLSL − float64| ≤ absolute + relative·|value| over the domain. */
  readonly glsl: { readonly absolute: number; readonly relative: number };
  /** Points near which the derivative jumps, so finite differences are not compared there. */
  readonly kinks?: (args: readonly number[]) => boolean;
  /** The derivative is stated, not a limit of differences (`stop_gradient`): zero along every argument. */
  readonly derivativeByDefinition?: boolean;
  /** Attributes to try the op with, for ops that carry one. */
  readonly attributes?: readonly Attribute[];
}

/** A function of numbers, applied entry by entry; scalars broadcast. */
export interface Elementwise {
  readonly arity: number;
  value(args: readonly number[], attribute: Attribute): number;
  /** ∂out/∂args[i] as graphs; `null` where it is zero everywhere. */
  partials(args: readonly Node[], out: Node, attribute: Attribute): readonly (Node | null)[];
  readonly text: ElementwiseText;
  readonly conformance: Conformance;
}

/**
 * A primitive. Everything known about it stands in its definition: shape, value, derivative, transpose,
 * and how it is written. Adding an op touches one file under `ops/` and the registry's list.
 */
export interface Op {
  readonly name: string;
  /** Shape of the result. Throws ShapeError when the inputs do not fit. */
  shape(inputs: readonly Node[], attribute: Attribute): Shape;
  /**
   * A simpler node with the same value, or null. Local rewrites never change a finite value; they may make
   * finite what was not (0·log x is 0 also where log x is not defined).
   */
  rewrite?(graph: Graph, inputs: readonly Node[], attribute: Attribute): Node | null;
  /** Reference value, row-major; every input is given whole. */
  evaluate(node: Node, inputs: readonly Float64Array[]): Float64Array;
  /** Tangent of the result; `null` is the zero tangent. At least one tangent is not null. */
  jvp(node: Node, tangents: readonly (Node | null)[]): Node | null;
  /** The inputs whose tangents `jvp` looks at, where these are not all. */
  carriers?(node: Node): readonly Node[];
  /**
   * For ops linear in the marked inputs: cotangents of those inputs (null elsewhere).
   */
  transpose?(node: Node, cotangent: Node, linear: readonly boolean[]): readonly (Node | null)[];
  /**
   * The dependency rule: tells `visit` of every entry of an input that this entry of the result is made of. What a
   * written-out zero takes away is left out.
   */
  reads(node: Node, entry: number, visit: (position: number, entry: number) => void): void;
  /** Additions, multiplications and function values it takes; moving numbers about costs nothing. */
  flops(node: Node): number;
  /** The entries as scalar nodes, row-major, from the entries of the inputs. */
  scalars(node: Node, inputs: readonly (readonly Node[])[]): readonly Node[];
  readonly elementwise?: Elementwise;
}
