/** What is loaded for fields of more than two numbers. */
export { gradualMap, pixelsAtOnce } from "./gradual-map.ts";
export { compileSlices, planeOfSlice } from "./sliced-field.ts";
