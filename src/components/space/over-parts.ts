/** What lies over a picture of space with more than slices in it, loaded in one piece after the first picture. */
export { ParticleButtons } from "./ParticleButtons.tsx";
export { PlaneHandles } from "./PlaneHandles.tsx";
export { Seeds } from "./Seeds.tsx";
