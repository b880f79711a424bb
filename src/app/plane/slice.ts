import { type Slice, sliceFor } from "../../shaders/slice.ts";
import { type NotebookState, planeOf } from "../store/notebook.ts";
import { isSliced } from "../store/picture.ts";

/** The slice on which the field is shown; null for a planar one. */
export function sliceOf(state: NotebookState): Slice | null {
  const { picture, document } = state;
  return picture && isSliced(state) ? sliceFor(planeOf(document).slice, picture.field.dimension) : null;
}
