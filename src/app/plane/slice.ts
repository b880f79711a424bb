import { type Slice, sliceFor } from "../../shaders/slice.ts";
import { isSliced } from "../store/picture.ts";
import type { ViewState } from "../store/view.ts";

/** The slice on which the field is shown; null for a planar one. */
export function sliceOf(state: ViewState): Slice | null {
  const { picture, plane } = state;
  return picture && isSliced(state) ? sliceFor(plane.slice, picture.field.dimension) : null;
}
