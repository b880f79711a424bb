import { createDocument, type Document, type PlaneCell } from "./document/document.ts";

/** A field to start from. */
export interface Example {
  readonly id: string;
  readonly title: string;
  /** One line of what there is to see. */
  readonly note: string;
  readonly source: string;
  readonly plane: Partial<PlaneCell> & Pick<PlaneCell, "home">;
}

/** What a new document has. */
export const firstExample: Example = {
  id: "tides",
  title: "Sources and sinks in a swirl",
  note: "Swirl bends the lines, not the divergence",
  source: `# Warm: it spreads. Blue: it gathers.
a = 1.2 in [-3, 3]   # swirl
k = 1 in [0.5, 2]    # scale
s(z) = sin(k z)
F(x, y) = (s(x) + a s(y), s(y) - a s(x))
`,
  plane: { home: { x: 0, y: 0, span: 11 } },
};

export function documentOf(example: Example): Document {
  const { title, source, plane } = example;
  return createDocument(title, source, { ...plane, view: plane.home });
}

/** The words above the picture that a new visitor sees; the page keeps room for them. */
export const welcomeId = "welcome";

/** What a new visitor sees first; `welcome.ts` has the rest of it, which comes after the picture. */
export function firstPage(): Document {
  const { cells, ...document } = documentOf(firstExample);
  return { ...document, title: "Welcome", cells: [{ id: welcomeId, kind: "text", source: lead }, ...cells] };
}

const lead = `# Where does it spread?

Where the map is **warm**, more flows out than in. Where it is **blue**, it gathers. *Divergence* says how much: point at the map.`;
