import { later } from "./lazily.tsx";

const tools = () => import("./tools.ts");

export const AddBar = later(async () => (await tools()).AddBar);
export const CompareControls = later(async () => (await tools()).CompareControls);
export const CollapsedCell = later(async () => (await tools()).CollapsedCell);
export const ColourControls = later(async () => (await tools()).ColourControls);
export const Diagnostics = later(async () => (await tools()).Diagnostics);
export const DropPlace = later(async () => (await tools()).DropPlace);
export const EstimateControls = later(async () => (await tools()).EstimateControls);
export const CodeFormulas = later(async () => (await tools()).CodeFormulas);
export const Formulas = later(async () => (await tools()).Formulas);
export const EmbedFooter = later(async () => (await tools()).EmbedFooter);
export const HeaderTools = later(async () => (await tools()).HeaderTools);
export const LayerBar = later(async () => (await tools()).LayerBar);
export const Lens = later(async () => (await tools()).Lens);
export const MapControls = later(async () => (await tools()).MapControls);
export const Notices = later(async () => (await tools()).Notices);
export const PinTable = later(async () => (await tools()).PinTable);
export const PlaneTools = later(async () => (await tools()).PlaneTools);
export const PlotGestures = later(async () => (await tools()).PlotGestures);
export const PresentBar = later(async () => (await import("./PresentBar.tsx")).PresentBar);
export const ReadoutPanel = later(async () => (await tools()).ReadoutPanel);
export const Refusal = later(async () => (await tools()).Refusal);
export const SliceControls = later(async () => (await tools()).SliceControls);
export const TextCell = later(async () => (await import("./TextCell.tsx")).TextCell);
export const TimeBar = later(async () => (await tools()).TimeBar);
export const WatchControls = later(async () => (await tools()).WatchControls);
