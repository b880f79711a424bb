import { readFileSync } from "node:fs";
import { createScalarEvaluator } from "../../engine/divergence/point-evaluator.ts";
import type { Node } from "../../engine/graph/node.ts";
import { type CompiledField, compileField, divergence } from "../../engine/index.ts";
import type { Program } from "../../engine/language/program.ts";
import { fluxThrough } from "../../engine/quadrature/flux.ts";
import { type Quantity, quantityNode } from "../../shaders/quantity.ts";
import { type Document, planeCells } from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import { shapeOf } from "../flux/region.ts";
import { readDocument } from "../store/reading.ts";

type Settings = Omit<Parameters<typeof divergence>[1], "points">;
type At = Pick<Settings, "parameters" | "time">;

function textOfDemo(id: string): string {
  return readFileSync(new URL(`../../../public/demos/${id}.deldot.json`, import.meta.url), "utf8");
}

/** A demo notebook as the page reads it, and the numbers that the engine computes for it. */
export class DemoNotebook {
  readonly text: string;
  readonly document: Document;
  readonly program: Program;
  /** All its texts, one after the other. */
  readonly prose: string;

  constructor(id: string, text = textOfDemo(id)) {
    this.text = text;
    const result = parseDocument(this.text);
    if (!result.ok) throw new Error(`${id}: ${result.problem}`);
    this.document = result.document;
    this.program = readDocument(result.document, null).program;
    this.prose = result.document.cells
      .flatMap((cell) => (cell.kind === "text" ? [cell.source] : []))
      .join("\n");
  }

  field(name: string): CompiledField {
    return compileField(this.program, name);
  }

  /** ∇·F at a point, by the cheapest exact method or the one that is asked for. */
  divergence(name: string, point: readonly number[], settings: Settings = {}): number {
    const { values } = divergence(this.field(name), { points: [point], ...settings });
    return values[0] as number;
  }

  /** What the law says of the variance of a Hutchinson estimate. */
  variance(name: string, point: readonly number[], settings: Settings): number {
    const options = { points: [point], method: "hutchinson", ...settings } as const;
    return divergence(this.field(name), options).predictedVariance?.[0] as number;
  }

  /** A quantity that a map can show, as the map has it. */
  quantity(
    name: string,
    quantity: Quantity,
    point: readonly number[],
    { parameters = {}, time = 0 }: At = {},
  ): number {
    const { program, field } = this.field(name);
    const output = quantityNode(program, field, quantity) as Node;
    const values = program.parameters.map((one) => parameters[one.name] ?? one.value);
    const bindings = { parameters: Float64Array.from(values), time };
    return createScalarEvaluator(program, field, output)(Float64Array.from(point), bindings)[0] as number;
  }

  /** Both sides of the divergence theorem over a region, counted among the planes that have one. */
  flux(region: number, parameters: Record<string, number> = {}) {
    const cell = planeCells(this.document).filter(({ flux }) => flux)[region];
    if (!cell?.flux || cell.field === null) throw new Error(`There is no region ${region}.`);
    const field = this.field(cell.field);
    const steps = fluxThrough(shapeOf(cell.flux), {
      field: (points) => field.evaluate(points, { parameters }),
      divergence: (points) => divergence(field, { points, parameters }).values,
    });
    let step = steps.next();
    while (!step.done) step = steps.next();
    const { boundary, inside, area } = step.value;
    return { boundary: boundary.value, inside: inside.value, area };
  }
}
