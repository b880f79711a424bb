import { type ComponentType, lazy, Suspense } from "react";
import { useNotebook } from "./session.ts";

const tools = () => import("./tools.ts");

/** A part of the page that the first picture does not need and does not wait for. */
function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  // Where it cannot be had, the page goes on without it.
  const Part = lazy(async () => ({ default: await load().catch((): ComponentType<Props> => () => null) }));
  return (props) => useNotebook((state) => state.begun) && <Suspense>{<Part {...props} />}</Suspense>;
}

export const CompareControls = later(async () => (await tools()).CompareControls);
export const ColourControls = later(async () => (await tools()).ColourControls);
export const Diagnostics = later(async () => (await tools()).Diagnostics);
export const DropPlace = later(async () => (await tools()).DropPlace);
export const EstimateControls = later(async () => (await tools()).EstimateControls);
export const ExampleList = later(async () => (await tools()).ExampleList);
export const LayerBar = later(async () => (await tools()).LayerBar);
export const Lens = later(async () => (await tools()).Lens);
export const MapControls = later(async () => (await tools()).MapControls);
export const Notices = later(async () => (await tools()).Notices);
export const PinTable = later(async () => (await tools()).PinTable);
export const PlaneTools = later(async () => (await tools()).PlaneTools);
export const PlotGestures = later(async () => (await tools()).PlotGestures);
export const ReadoutPanel = later(async () => (await tools()).ReadoutPanel);
export const Refusal = later(async () => (await tools()).Refusal);
export const SliceControls = later(async () => (await tools()).SliceControls);
export const TimeBar = later(async () => (await tools()).TimeBar);
export const WatchControls = later(async () => (await tools()).WatchControls);
