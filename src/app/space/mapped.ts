import type { Bindings } from "../../engine/divergence/bindings.ts";
import { sectionFor } from "../../shaders/space/section.ts";
import { compileSpace, type SpaceField, spaceKey } from "../../shaders/space/space-field.ts";
import type { SpaceCell } from "../document/document.ts";
import { mapOf } from "../plane/state.ts";
import type { ViewState } from "../store/view.ts";
import type { SpaceSubject } from "./protocol.ts";

/** What a cell of space is of; null where it has had no field yet. */
export function subjectOf(state: ViewState, { section }: SpaceCell): SpaceSubject | null {
  const { picture, plane } = state;
  if (!picture) return null;
  const map = mapOf(state);
  return {
    source: picture.program.source,
    field: picture.field.name,
    time: plane.time,
    quantity: map.quantity,
    map: map.kind === "exact" ? null : map,
    section: sectionFor(section, picture.field.dimension),
  };
}

/** What is drawn, and what its shaders are told. */
export interface MappedSpace {
  readonly field: SpaceField;
  /** The same while they are the same. */
  readonly bindings: Bindings;
}

/** Compiles what cells of space are of, anew only where what is told to shaders is not all that changed. */
export function createMapper(): (state: ViewState, subject: SpaceSubject) => MappedSpace | null {
  let field: SpaceField | null = null;
  let last: { readonly key: string; readonly field: SpaceField; readonly bindings: Bindings } | null = null;
  return ({ picture }, { quantity, time, map, section }) => {
    if (!picture) return null;
    const maps = { map, section };
    const isSame =
      field?.program === picture.program && field.field === picture.field && field.quantity === quantity;
    if (!field || !isSame || field.key !== spaceKey(maps))
      field = compileSpace(picture.program, picture.field, quantity, maps);
    const key = JSON.stringify([time, map, section?.origin]);
    if (last?.field !== field || last.key !== key)
      last = { key, field, bindings: field.bindings(time, maps) };
    return last;
  };
}
