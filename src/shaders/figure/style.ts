import type { Theme } from "../palette.ts";
import type { MarkRole } from "./marks.ts";

export interface Font {
  /** CSS pixels. */
  readonly size: number;
  readonly family: string;
  readonly weight: number;
  readonly italic: boolean;
}

/** How a mark is drawn: its halo first, then its inside, then its line. */
export interface MarkStyle {
  /** CSS colours; null for nothing. */
  readonly fill: string | null;
  readonly stroke: string | null;
  /** Of the line, CSS pixels. */
  readonly width: number;
  /** A line around it in the colour of the paper, as wide as this; 0 for none. */
  readonly halo: number;
  readonly font: Font;
}

interface Ink {
  readonly paper: string;
  readonly strong: string;
  readonly muted: string;
  readonly frame: string;
  readonly zero: string;
  /** Inside a region. */
  readonly veil: string;
  readonly outward: string;
  readonly inward: string;
}

/** Colours of everything that is not the map. */
const inks: Readonly<Record<Theme, Ink>> = {
  light: {
    paper: "#ffffff",
    strong: "#1b2430",
    muted: "#4a5565",
    frame: "#6b7685",
    zero: "rgba(27, 36, 48, 0.22)",
    veil: "rgba(255, 255, 255, 0.12)",
    outward: "#b3320a",
    inward: "#1446b8",
  },
  dark: {
    paper: "#12161c",
    strong: "#e8ecf2",
    muted: "#a9b3c1",
    frame: "#7d8898",
    zero: "rgba(232, 236, 242, 0.2)",
    veil: "rgba(18, 22, 28, 0.12)",
    outward: "#ffb08a",
    inward: "#9cc4ff",
  },
};

const sans = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const serif = '"STIX Two Math", "Latin Modern Math", Cambria, "Times New Roman", "DejaVu Serif", serif';
const mono = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

const plain: Font = { size: 12, family: sans, weight: 400, italic: false };

/** Fonts of the roles that have one of their own. */
const fonts: Readonly<Partial<Record<MarkRole, Font>>> = {
  name: { size: 15, family: serif, weight: 400, italic: true },
  title: { ...plain, size: 16, weight: 600 },
  caption: { ...plain, size: 12.5 },
  source: { ...plain, family: mono },
  pin: { ...plain, size: 13, weight: 700 },
};

/** The colour of the paper. */
export function paperOf(theme: Theme): string {
  return inks[theme].paper;
}

export function styleOf(role: MarkRole, theme: Theme): MarkStyle {
  const ink = inks[theme];
  const font = fonts[role] ?? plain;
  const line = { fill: null, stroke: ink.frame, width: 1, halo: 0, font };
  switch (role) {
    case "frame":
    case "tick":
    case "bar":
      return line;
    case "zero":
      return { ...line, stroke: ink.zero };
    case "region":
      return { ...line, fill: ink.veil, stroke: ink.strong, width: 2, halo: 4.5 };
    case "outward":
    case "inward":
      return { ...line, stroke: ink[role], width: 2, halo: 4.5 };
    case "divider":
      return { ...line, stroke: ink.strong, width: 2, halo: 4 };
    case "pin":
    case "side":
      return { ...line, fill: ink.strong, stroke: null, halo: 4 };
    case "label":
    case "caption":
    case "source":
      return { ...line, fill: ink.muted, stroke: null };
    case "name":
    case "title":
      return { ...line, fill: ink.strong, stroke: null };
  }
}
