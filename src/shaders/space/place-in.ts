import type { Node } from "../../engine/graph/node.ts";
import { substitute } from "../../engine/graph/traverse.ts";
import type { Field, Program } from "../../engine/language/program.ts";
import { add, constant, index, input, mul, stack } from "../../engine/ops/index.ts";
import { sliceProducts } from "../slice-products.ts";
import { type Section, sectionAxes } from "./section.ts";

/** A place of the box in R^n, as graphs of its three numbers. */
interface PlaceIn {
  /** Its coordinates. */
  readonly place: readonly Node[];
  /** Inputs that shaders are told: where the section lies, and what follows from it. */
  readonly parameters: readonly Node[];
  /** Their numbers. */
  values(section: Section | null): readonly number[];
  /** What products of matrices with the place are to be replaced by. */
  readonly parted: ReadonlyMap<Node, Node>;
}

/** Sections of the same directions share graphs: where they lie is told, as the sliders are. */
export function placeIn(
  program: Program,
  field: Field,
  section: Section | null,
  coordinates: readonly Node[],
): PlaceIn {
  const { graph } = field.output;
  // Numbers that are known are folded; as uniforms they would take the room that sliders have.
  const first = () => field.inputs.map((_, i) => coordinates[i] ?? constant(graph, 0));
  if (!section) return { place: first(), parameters: [], values: () => [], parted: new Map() };
  const n = field.dimension;
  const { directions } = section;
  const axes = sectionAxes(section);
  const origin = input(graph, "parameter", "origin", graph.nextSerial(), [n]);
  const place = field.inputs.map((_, i): Node => {
    const along = axes?.indexOf(i) ?? -1;
    if (along >= 0) return coordinates[along] as Node;
    return directions.reduce<Node>(
      (total, direction, k) => {
        const by = direction[i] as number;
        return by === 0 ? total : add(total, mul(by, coordinates[k] as Node));
      },
      index(origin, i),
    );
  });
  const here = new Map(field.inputs.map((own, i) => [own, place[i] as Node]));
  const value = substitute([field.output], here)[0] as Node;
  const taken = program.parameters.length + n;
  const { parameters, parted, values } = sliceProducts(
    value,
    stack(graph, place),
    coordinates,
    directions,
    taken,
  );
  return {
    place,
    parameters: [origin, ...parameters],
    // Along coordinates the origin's own are 0: there the numbers of the box are those of the place.
    values: (own) => (own ? [...own.origin, ...values(own.origin)] : []),
    parted,
  };
}
