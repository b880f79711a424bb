import { curl, gradient } from "../../engine/autodiff/operators.ts";
import type { GlslFunction } from "../../engine/codegen/glsl.ts";
import { Weights } from "../../engine/codegen/weights.ts";
import { printWideGlsl } from "../../engine/codegen/wide-glsl.ts";
import { type Bindings, bindingsOf } from "../../engine/divergence/bindings.ts";
import { structuredNode } from "../../engine/divergence/structured-node.ts";
import { flopsOf } from "../../engine/graph/flops.ts";
import type { Node } from "../../engine/graph/node.ts";
import { substitute } from "../../engine/graph/traverse.ts";
import type { Field, Program } from "../../engine/language/program.ts";
import { dot, index, input, mul, sqrt, sumOf } from "../../engine/ops/index.ts";
import { limited, remember } from "../compiled-field.ts";
import { PlaneProblem } from "../plane-problem.ts";
import type { MapSettings } from "../protocol.ts";
import { type Quantity, quantityNode } from "../quantity.ts";
import { sidesOf } from "../sides.ts";
import { computedMap } from "./computed-map.ts";
import { placeIn } from "./place-in.ts";
import { partsAlong, type Section, sectionAxes } from "./section.ts";

/** A function of a place as shaders have it. */
export interface SpaceFunction {
  readonly glsl: string;
  /** Rows of texels, as `Weights` has them; empty where no layer is wide. */
  readonly weights: Float32Array;
  /** Operations at a place, as `flopsOf` counts them. */
  readonly flops: number;
}

/** What a picture of space is drawn by: the map, `float quantity(vec3 p)`, and what its shaders read. */
export interface SpaceField extends SpaceFunction {
  readonly program: Program;
  readonly field: Field;
  readonly quantity: Quantity;
  /** What else is compiled into it. */
  readonly key: string;
  /** `vec3 field(vec3 p)`, the components along the axes; printed when it is first asked for. Throws PlaneProblem. */
  vector(): SpaceFunction;
  /** The sliders, and what of the map and the section is told to shaders. */
  bindings(time: number, told?: SpaceMaps): Bindings;
  /**
   * What surfaces of a quantity are drawn by, or of the map whatever it is (null): printed when they are first asked for.
   * Throws PlaneProblem.
   */
  surface(quantity: Quantity | null): SurfaceShader;
}

/**
 * The map and another quantity, which may be the same: `float quantity(vec3 p)`, `float surface(vec3 p)`, and
 * `vec4 surfaceSlope(vec3 p)`, which is the latter and its gradient.
 */
export interface SurfaceShader extends SpaceFunction {
  readonly isMap: boolean;
}

/** How a map is computed, and where in R^n the box is: what is absent is exact, and along the first three coordinates. */
export interface SpaceMaps {
  readonly map?: MapSettings | null | undefined;
  readonly section?: Section | null | undefined;
}

/** What is compiled of them; all the rest is told to shaders. */
export function spaceKey({ map, section }: SpaceMaps): string {
  const { kind = "exact", distribution } = map ?? {};
  return JSON.stringify([
    kind,
    map && sidesOf(map),
    kind === "predicted-error" && distribution,
    section && [section.directions, sectionAxes(section) !== null],
  ]);
}

/** A map of a field in space. Throws PlaneProblem. */
export function compileSpace(
  program: Program,
  field: Field,
  quantity: Quantity,
  maps: SpaceMaps = {},
): SpaceField {
  const n = field.dimension;
  if (n < 3) {
    throw new PlaneProblem(`${field.name} is a field on R^${n}; space shows those on R^3 or more.`);
  }
  const { graph } = field.output;
  const coordinates = ["x", "y", "z"].map((name) => input(graph, "coordinate", name, graph.nextSerial(), []));
  const where = placeIn(program, field, maps.section ?? null, coordinates);
  const { place, parted } = where;
  const computed = computedMap(field, place, maps.map ?? null, () =>
    mapNode(program, field, quantity, place),
  );
  const parameters = [
    ...program.parameters.map(({ node }) => node),
    ...where.parameters,
    ...computed.parameters,
  ];
  /** What makes its graphs is called where limits are told of as problems. */
  const print = (functions: () => readonly GlslFunction[]): SpaceFunction => {
    const weights = new Weights();
    const partly = ({ name, outputs }: GlslFunction) => ({ name, outputs: substitute(outputs, parted) });
    return limited(() => {
      const all = functions().map(partly);
      const glsl = printWideGlsl(all, { coordinates, parameters, time: program.time }, weights);
      const flops = flopsOf(
        all.flatMap(({ outputs }) => outputs),
        coordinates,
      ).primal;
      return { glsl, weights: weights.data, flops };
    });
  };
  let vector: SpaceFunction | null = null;
  const surfaces = new Map<Quantity | null, SurfaceShader>();
  const surfaceShader = (other: Quantity | null): SurfaceShader => {
    const isMap = other === null;
    const { glsl, ...rest } = print(() => {
      const node = isMap ? computed.node() : mapNode(program, field, other, place);
      const slope = gradient(node, coordinates);
      return [
        ...(isMap ? [] : [{ name: "quantity", outputs: [computed.node()] }]),
        { name: "surface", outputs: [node] },
        { name: "surfaceSlope", outputs: [node, ...[0, 1, 2].map((axis) => index(slope, axis))] },
      ];
    });
    const map = isMap ? "float quantity(vec3 p) { return surface(p); }\n" : "";
    return { glsl: glsl + map, ...rest, isMap };
  };
  return {
    program,
    field,
    quantity,
    key: spaceKey(maps),
    ...print(() => [{ name: "quantity", outputs: [computed.node()] }]),
    vector() {
      const components = partsAlong(maps.section ?? null, field.dimension).map((weights) =>
        sumOf(
          graph,
          weights.map((by, i) => (by === 0 ? null : mul(by, index(field.output, i)))),
        ),
      );
      vector ??= print(() => [{ name: "field", outputs: at(place, field, components) }]);
      return vector;
    },
    bindings(time, { map = maps.map, section = maps.section } = {}) {
      const { parameters } = bindingsOf(program, time);
      const told = [...where.values(section ?? null), ...computed.values(map ?? null)];
      return { parameters: Float64Array.of(...parameters, ...told), time };
    },
    surface: (other) => remember(surfaces, other, () => surfaceShader(other)),
  };
}

/** The quantity as a graph of the place. */
function mapNode(program: Program, field: Field, quantity: Quantity, place: readonly Node[]): Node {
  if (quantity === "divergence") return structuredNode(field, place);
  return at(place, field, [spaceQuantity(program, field, quantity)])[0] as Node;
}

/** Graphs of the field's own inputs as ones of the place. */
function at(place: readonly Node[], field: Field, nodes: readonly Node[]): readonly Node[] {
  return substitute(nodes, new Map(field.inputs.map((own, i) => [own, place[i] as Node])));
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
