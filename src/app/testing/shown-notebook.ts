import { codeCells, type Document, planeCells } from "../document/document.ts";
import { planeStateOf, subjectOf } from "../plane/state.ts";
import { createNotebook, type Notebook } from "../store/notebook.ts";
import { hasErrors, labPicture, type Picture } from "../store/picture.ts";
import { readingOf } from "../store/reading.ts";
import { createView, type View } from "../store/view.ts";

/** A view of every plane of a notebook, as the page has them while their cells are there. */
export class ShownNotebook {
  readonly notebook: Notebook;
  readonly views = new Map<string, View>();
  /** The pictures there were before the last change. */
  before: ReadonlyMap<string, Picture | null> = new Map();

  constructor(notebook: Notebook) {
    this.notebook = notebook;
    this.follow();
  }

  /** Opens the views of new planes, and closes those of planes that are gone. */
  follow(): void {
    const ids = new Set(planeCells(this.document).map(({ id }) => id));
    for (const [id, view] of this.views) {
      if (ids.has(id)) continue;
      view.dispose();
      this.views.delete(id);
    }
    for (const id of ids) {
      if (this.views.has(id)) continue;
      const view = createView(this.notebook, id);
      view.set({ plot: { width: 300, height: 200, pixelRatio: 1 } });
      this.views.set(id, view);
    }
  }

  keepPictures(): void {
    this.before = new Map([...this.views].map(([id, { store }]) => [id, store.getState().picture]));
  }

  get document(): Document {
    return this.notebook.store.getState().document;
  }

  /** What stands at every code cell: its errors at their places, its sliders, its definitions, and what it needs. */
  sources(): unknown {
    const { reading } = this.notebook.store.getState();
    return codeCells(this.document).map(({ id }) => {
      const own = readingOf(reading, id);
      return {
        id,
        ...own,
        program: null,
        needs: reading.program.texts[reading.cells.indexOf(id)]?.needs,
        parameters: own?.parameters.map(({ node: _, ...rest }) => rest),
        functions: own?.functions.map(({ name, argumentNames, syntax }) => ({ name, argumentNames, syntax })),
      };
    });
  }

  /** The program and the field of every cell of the laboratory. */
  laboratory(): unknown {
    const { reading } = this.notebook.store.getState();
    return this.document.cells.map((cell) => {
      if (cell.kind === "text" || cell.kind === "code" || cell.kind === "plane") return null;
      const picture = labPicture(reading, cell.field);
      return picture && { source: picture.program.source, field: picture.field.name };
    });
  }

  /** What the workers are asked for by a plane, and whether the picture is an old one. */
  plane(id: string): { readonly stale: boolean; readonly asked: unknown; readonly field: string | null } {
    const state = (this.views.get(id) as View).store.getState();
    const { stale, picture } = state;
    const asked = { picture: planeStateOf(state, 0), numbers: subjectOf(state) };
    return { stale, asked, field: picture?.field.name ?? null };
  }

  /**
   * Whether what a plane shows is told by what was shown before as well: the last good picture stays while there is no
   * new one, and while there are errors the first field of the document may be missing for now.
   */
  remembers(id: string): boolean {
    const { stale, plane, program } = (this.views.get(id) as View).store.getState();
    return stale || (plane.field === null && hasErrors(program));
  }

  dispose(): void {
    for (const view of this.views.values()) view.dispose();
  }
}

/** A notebook built from nothing but a document. */
export function rebuilt(document: Document): ShownNotebook {
  return new ShownNotebook(createNotebook(document));
}
