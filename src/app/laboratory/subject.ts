import { type Bindings, bindingsOf } from "../../engine/divergence/bindings.ts";
import { checkTexts } from "../../engine/language/check.ts";
import type { Field, Program } from "../../engine/language/program.ts";
import type { KeyLayout } from "../../engine/random/probes.ts";
import { type Slice, sliceFor } from "../../shaders/slice.ts";
import { placesOn } from "../../shaders/slice-geometry.ts";
import { TaskError } from "../tasks/task-error.ts";

/** What is studied: a field of a source, or of several texts that make one program, at a time. */
export interface Subject {
  readonly source: string | readonly string[];
  readonly field: string;
  readonly time: number;
  readonly seed: number;
  readonly layout: KeyLayout;
  /** Where points of the plane lie, null for the default slice; absent where points are rows of R^n. */
  readonly slice?: Slice | null | undefined;
}

/** A subject ready to be computed. */
export interface Prepared {
  readonly program: Program;
  readonly field: Field;
  readonly bindings: Bindings;
  /** null where points are rows of R^n. */
  readonly slice: Slice | null;
}

/** Programs kept: cells of one document share theirs, and one more is being edited. */
const programsKept = 2;
/**
 * Tasks after which a program is made anew, and nodes more than it began with: what is compiled adds derivatives to its
 * graph, which would come to a bound of the engine at last.
 */
const mostTasks = 50;
const mostGrowth = 50_000;

interface Kept {
  readonly program: Program;
  readonly size: number;
  tasks: number;
}

/** A function that makes subjects ready, and remembers programs. Throws TaskError where there is no such field. */
export function createPreparer(): (subject: Subject) => Prepared {
  const programs = new Map<string, Kept>();
  const programOf = (texts: readonly string[]) => {
    const key = JSON.stringify(texts);
    let kept = programs.get(key);
    programs.delete(key);
    if (!kept || kept.tasks >= mostTasks || kept.program.graph.size > kept.size + mostGrowth) {
      const program = checkTexts(texts);
      kept = { program, size: program.graph.size, tasks: 0 };
    }
    kept.tasks += 1;
    programs.set(key, kept);
    if (programs.size > programsKept) programs.delete(programs.keys().next().value as string);
    return kept.program;
  };
  return ({ source, field: name, time, slice }) => {
    const program = programOf(typeof source === "string" ? [source] : source);
    const field = program.fields.find((own) => own.name === name);
    if (!field) throw new TaskError(`There is no field ${name} in the source.`);
    const bindings = bindingsOf(program, time);
    return { program, field, bindings, slice: slice === undefined ? null : sliceFor(slice, field.dimension) };
  };
}

/**
 * Points as a cell has them, one after the other, as rows of R^n: points of the plane where there is a slice.
 * Throws TaskError where they have not as many numbers as the field takes.
 */
export function placesOf({ slice, field }: Prepared, points: Float64Array): Float64Array {
  const width = slice ? 2 : field.dimension;
  if (points.length % width !== 0) {
    throw new TaskError(`${field.name} takes ${width} numbers for a point, and here are ${points.length}.`);
  }
  return slice ? placesOn(slice, points) : points;
}
