/** What is loaded in one piece after the first picture. */
export { Announcement } from "./Announcement.tsx";
export { CheckLine } from "./CheckLine.tsx";
export { ErrorFigures } from "./ErrorFigures.tsx";
export { Invariants } from "./Invariants.tsx";
export { LinearMap } from "./LinearMap.tsx";
export { PinTable } from "./PinTable.tsx";
export { PlaneTools } from "./PlaneTools.tsx";
export { TimeBar } from "./TimeBar.tsx";
