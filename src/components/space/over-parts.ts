/** What lies over a picture of space to be worked with, loaded in one piece after the first picture. */
export { ParticleButtons } from "./ParticleButtons.tsx";
export { PlaneHandles } from "./PlaneHandles.tsx";
export { Seeds } from "./Seeds.tsx";
export { SliceHandles } from "./SliceHandles.tsx";
