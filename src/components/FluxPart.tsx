import { FluxOverlay } from "./FluxOverlay.tsx";
import { FluxPanel } from "./FluxPanel.tsx";

// What a flux body in space has as well comes in one piece with it.
export { ShrinkButtons } from "./ShrinkButtons.tsx";
export { Theorem } from "./Theorem.tsx";

/** What of the flux region lies over the picture, or what stands beside it. */
export function FluxPart({ overlay = false }: { overlay?: boolean }) {
  return overlay ? <FluxOverlay /> : <FluxPanel />;
}
