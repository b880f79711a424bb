/** What is loaded in one piece after the first picture. */
export { AddBar } from "./AddBar.tsx";
export { CollapsedCell } from "./CollapsedCell.tsx";
export { ColourControls } from "./ColourControls.tsx";
export { CompareControls } from "./CompareControls.tsx";
export { Diagnostics } from "./Diagnostics.tsx";
export { DropPlace } from "./DropPlace.tsx";
export { EstimateControls } from "./EstimateControls.tsx";
export { LayerBar } from "./LayerBar.tsx";
export { Lens } from "./Lens.tsx";
export { MapControls } from "./MapControls.tsx";
export { Notices, Refusal } from "./Notices.tsx";
export { PinTable } from "./PinTable.tsx";
export { PlaneTools } from "./PlaneTools.tsx";
export { PlotGestures } from "./PlotGestures.tsx";
export { ReadoutPanel } from "./ReadoutPanel.tsx";
export { SliceControls } from "./SliceControls.tsx";
export { TimeBar } from "./TimeBar.tsx";
export { WatchControls } from "./WatchControls.tsx";
