import { middleOf } from "../../../shaders/space/lens.ts";
import type { Prepared } from "../../laboratory/subject.ts";
import { TaskError } from "../../tasks/task-error.ts";
import { fieldAt } from "./field-at.ts";
import { glbParts } from "./glb.ts";
import { lineMeshes } from "./line-meshes.ts";
import type { ModelParts } from "./model-parts.ts";
import type { ModelTask } from "./protocol.ts";
import { surfaceMeshes } from "./surfaces.ts";

/** Surfaces and lines of the flow as one binary glTF, or in a preview what would be in it. */
export function* spaceModel(prepared: Prepared, task: ModelTask): Generator<number, Blob> {
  const { box, surfaces, lines, words, subject, version, told } = task;
  const at = fieldAt(prepared, subject);
  const quantity = surfaces?.quantity;
  const levelled = quantity ? fieldAt(prepared, { ...subject, quantity, map: null }) : at;
  const makings = [
    ...(surfaces ? [surfaceMeshes(levelled, task, surfaces)] : []),
    ...(lines ? [lineMeshes(at, task, lines)] : []),
  ];
  const parts: ModelParts[] = [];
  for (const [k, making] of makings.entries())
    for (let step = making.next(); ; step = making.next()) {
      if (step.done) {
        parts.push(step.value);
        break;
      }
      yield (k + step.value) / makings.length;
    }
  if (told)
    return new Blob([parts.flatMap((part) => part.words.map((line) => `${line}\n`)).join("")], {
      type: "text/plain",
    });
  const meshes = parts.flatMap((part) => part.meshes);
  if (meshes.length === 0) throw new TaskError("There is no surface with these levels in the box.");
  const { source, field, time } = subject;
  const levels = surfaces?.levels.map(({ level }) => level) ?? [];
  const glb = glbParts({
    meshes,
    middle: middleOf(box),
    generator: `Deldot ${version}`,
    extras: { source, field, time, of: surfaces?.words ?? words, levels },
  });
  return new Blob(glb, { type: "model/gltf-binary" });
}
