import type { Regl } from "regl";
import type { CompiledField } from "./compiled-field.ts";
import { MomentsPass } from "./moments-pass.ts";
import { inputsSize, PixelInputs } from "./pixel-inputs.ts";
import type { PixelGrid } from "./pixels.ts";
import type { PlaneState } from "./protocol.ts";
import { wholeOf } from "./tile.ts";
import type { ViewCache } from "./view-caches.ts";

/** Device memory for what pixels have of their own, bytes: past it the views looked at longest ago make theirs again. */
const inputsMemory = 400e6;

const passes = new WeakMap<Regl, MomentsPass>();

/** Inputs of a tile, of which nothing is made yet. */
export function newInputs(regl: Regl): PixelInputs {
  const pass = passes.get(regl) ?? new MomentsPass(regl);
  passes.set(regl, pass);
  return new PixelInputs(regl, pass);
}

/** What a view's pixels have of their own, for this state. `views` are all there are, the one used last at the end. */
export function inputsOf(
  regl: Regl,
  views: Iterable<ViewCache>,
  view: ViewCache,
  compiled: CompiledField,
  state: PlaneState,
  grid: PixelGrid,
): PixelInputs {
  const tile = wholeOf(grid);
  let held = inputsSize(state, tile);
  for (const other of [...views].reverse()) {
    if (other === view) continue;
    held += other.inputs?.size ?? 0;
    if (held <= inputsMemory) continue;
    other.inputs?.destroy();
    other.inputs = null;
  }
  view.inputs ??= newInputs(regl);
  view.inputs.follow(compiled, state, grid, tile);
  return view.inputs;
}
