/** Diverging palettes have zero in their middle; sequential ones begin with the least value. */
export const divergingPalettes = ["vermilion-blue", "purple-green", "brown-teal"] as const;
export const sequentialPalettes = ["ember", "lagoon", "graphite"] as const;
export type PaletteName = (typeof divergingPalettes)[number] | (typeof sequentialPalettes)[number];
