/** What is loaded in one piece after the first picture. */
export { Announcement } from "./Announcement.tsx";
export { CheckLine } from "./CheckLine.tsx";
export { ColourControls } from "./ColourControls.tsx";
export { DropPlace } from "./DropPlace.tsx";
export { ErrorFigures } from "./ErrorFigures.tsx";
export { EstimateControls } from "./EstimateControls.tsx";
export { ExampleList } from "./ExampleList.tsx";
export { Invariants } from "./Invariants.tsx";
export { LayerBar } from "./LayerBar.tsx";
export { LinearMap } from "./LinearMap.tsx";
export { MapControls } from "./MapControls.tsx";
export { PinTable } from "./PinTable.tsx";
export { PlaneTools } from "./PlaneTools.tsx";
export { TimeBar } from "./TimeBar.tsx";
