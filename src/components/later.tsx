import type { ComponentType } from "react";
import { later } from "./lazily.tsx";

type Tools = typeof import("./tools.ts");

/** What stands in the one piece that is loaded after the first picture. */
function tool<Props extends object>(choose: (tools: Tools) => ComponentType<Props>) {
  return later(async () => choose(await import("./tools.ts")));
}

export const AddBar = tool((own) => own.AddBar);
export const CompareControls = tool((own) => own.CompareControls);
export const CollapsedCell = tool((own) => own.CollapsedCell);
export const ColourControls = tool((own) => own.ColourControls);
export const Diagnostics = tool((own) => own.Diagnostics);
export const EstimateControls = tool((own) => own.EstimateControls);
export const CodeFormulas = tool((own) => own.CodeFormulas);
export const Flux = tool((own) => own.Flux);
export const Formulas = tool((own) => own.Formulas);
export const Foot = tool((own) => own.Foot);
export const HeaderTools = tool((own) => own.HeaderTools);
export const LayerBar = tool((own) => own.LayerBar);
export const Lens = tool((own) => own.Lens);
export const MapControls = tool((own) => own.MapControls);
export const Notices = tool((own) => own.Notices);
export const PinTable = tool((own) => own.PinTable);
export const PlaneTools = tool((own) => own.PlaneTools);
export const PlotGestures = tool((own) => own.PlotGestures);
export const ReadoutPanel = tool((own) => own.ReadoutPanel);
export const Refusal = tool((own) => own.Refusal);
export const SliceControls = tool((own) => own.SliceControls);
export let TextCell: ComponentType<{ id: string }> = later(async () => (await textPart()).TextCell);
export const TimeBar = tool((own) => own.TimeBar);
export const WatchControls = tool((own) => own.WatchControls);

const textPart = () => import("./TextCell.tsx");

/** Loads what texts are before the page is drawn, so that they stand there at once: afterwards they would begin anew. */
export const prepareTexts = () =>
  textPart().then(
    (part) => {
      TextCell = part.TextCell;
    },
    () => {},
  );
