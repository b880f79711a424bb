import { FluxOverlay } from "./FluxOverlay.tsx";
import { FluxPanel } from "./FluxPanel.tsx";

/** What of the flux region lies over the picture, or what stands beside it. */
export function FluxPart({ overlay = false }: { overlay?: boolean }) {
  return overlay ? <FluxOverlay /> : <FluxPanel />;
}
