import { curl } from "../../engine/autodiff/operators.ts";
import { Weights } from "../../engine/codegen/weights.ts";
import { printWideGlsl } from "../../engine/codegen/wide-glsl.ts";
import { type Bindings, bindingsOf } from "../../engine/divergence/bindings.ts";
import { structuredNode } from "../../engine/divergence/structured-node.ts";
import type { Node } from "../../engine/graph/node.ts";
import { substitute } from "../../engine/graph/traverse.ts";
import type { Field, Program } from "../../engine/language/program.ts";
import { constant, dot, input, sqrt } from "../../engine/ops/index.ts";
import { limited } from "../compiled-field.ts";
import { PlaneProblem } from "../plane-problem.ts";
import { type Quantity, quantityNode } from "../quantity.ts";

/** What a picture of space is drawn by: the map's GLSL, and what its shaders read. */
export interface SpaceField {
  readonly program: Program;
  readonly field: Field;
  readonly quantity: Quantity;
  /** `float quantity(vec3 p)`. */
  readonly glsl: string;
  /** Rows of texels, as `Weights` has them; empty where no layer is wide. */
  readonly weights: Float32Array;
  /** The sliders. */
  bindings(time: number): Bindings;
}

/** A map of a field in space, the first three of its coordinates along the axes and the others 0. Throws PlaneProblem. */
export function compileSpace(program: Program, field: Field, quantity: Quantity): SpaceField {
  const n = field.dimension;
  if (n < 3) {
    throw new PlaneProblem(`${field.name} is a field on R^${n}; space shows those on R^3 or more.`);
  }
  const { graph } = field.output;
  const coordinates = ["x", "y", "z"].map((name) => input(graph, "coordinate", name, graph.nextSerial(), []));
  // Numbers that are known are folded; as uniforms they would take the room that sliders have.
  const place = field.inputs.map((_, i) => coordinates[i] ?? constant(graph, 0));
  const weights = new Weights();
  const glsl = limited(() =>
    printWideGlsl(
      [{ name: "quantity", outputs: [mapNode(program, field, quantity, place)] }],
      {
        coordinates,
        parameters: program.parameters.map(({ node }) => node),
        time: program.time,
      },
      weights,
    ),
  );
  return {
    program,
    field,
    quantity,
    glsl,
    weights: weights.data,
    bindings: (time) => bindingsOf(program, time),
  };
}

/** The quantity as a graph of the place. */
function mapNode(program: Program, field: Field, quantity: Quantity, place: readonly Node[]): Node {
  if (quantity === "divergence") return structuredNode(field, place);
  const node = spaceQuantity(program, field, quantity);
  const here = new Map(field.inputs.map((own, i) => [own, place[i] as Node]));
  return substitute([node], here)[0] as Node;
}

/** The quantity on the field's own inputs. What a curl is a number of is its length. Throws PlaneProblem. */
export function spaceQuantity(program: Program, field: Field, quantity: Quantity): Node {
  if (quantity === "curl" && field.dimension === 3) {
    const vector = curl(field.output, field.inputs);
    return sqrt(dot(vector, vector));
  }
  const node = quantityNode(program, field, quantity);
  if (!node) throw new PlaneProblem(missing(quantity, field));
  return node;
}

function missing(quantity: Quantity, { name, dimension }: Field): string {
  if (quantity === "curl")
    return `The curl in space is of three numbers; ${name} is a field on R^${dimension}.`;
  return quantity.startsWith("function ")
    ? `There is no ${quantity} that makes one number of ${dimension}.`
    : `${name} has no ${quantity}.`;
}
