import type { SurfaceSettings } from "./document.ts";

/** Levels of a cell: as many as shaders have room for, `mostLevels`, which the command's part of this has no use for. */
export const mostSurfaces = 5;

export const defaultSurfaces: SurfaceSettings = { on: false, levels: 3, opacity: 0.7 };
