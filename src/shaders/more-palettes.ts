import { type Curves, darkNeutral as dark, lightNeutral as light } from "./palette-curves.ts";

/** The palettes that can be chosen besides the one of new documents. */
export const morePalettes: Omit<Curves, "vermilion-blue"> = {
  "purple-green": {
    light: [
      light,
      [
        [0.78, 0.14, 318],
        [0.42, 0.15, 308],
      ],
      [
        [0.82, 0.16, 140],
        [0.42, 0.12, 150],
      ],
    ],
    dark: [
      dark,
      [
        [0.5, 0.2, 305],
        [0.82, 0.13, 318],
      ],
      [
        [0.5, 0.14, 150],
        [0.82, 0.16, 140],
      ],
    ],
  },
  "brown-teal": {
    light: [
      light,
      [
        [0.8, 0.13, 80],
        [0.42, 0.1, 55],
      ],
      [
        [0.8, 0.11, 190],
        [0.42, 0.085, 205],
      ],
    ],
    dark: [
      dark,
      [
        [0.5, 0.13, 60],
        [0.82, 0.13, 85],
      ],
      [
        [0.5, 0.1, 215],
        [0.82, 0.13, 185],
      ],
    ],
  },
  ember: {
    light: [
      [0.975, 0.02, 95],
      [
        [0.76, 0.22, 60],
        [0.3, 0.12, 15],
      ],
    ],
    dark: [
      dark,
      [
        [0.52, 0.24, 20],
        [0.93, 0.1, 95],
      ],
    ],
  },
  lagoon: {
    light: [
      [0.975, 0.02, 130],
      [
        [0.76, 0.14, 175],
        [0.3, 0.12, 268],
      ],
    ],
    dark: [
      dark,
      [
        [0.52, 0.16, 245],
        [0.93, 0.1, 150],
      ],
    ],
  },
  graphite: {
    light: [
      light,
      [
        [0.6, 0.008, 250],
        [0.25, 0.01, 255],
      ],
    ],
    dark: [
      dark,
      [
        [0.6, 0.008, 250],
        [0.95, 0.004, 250],
      ],
    ],
  },
};
