import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import type { Command } from "../../src/app/commands/command.ts";
import { KeysDialog } from "../../src/components/palette/KeysDialog.tsx";
import { Palette } from "../../src/components/palette/Palette.tsx";
import { useCommandKeys } from "../../src/components/palette/useCommandKeys.ts";
import { Prose } from "../../src/components/prose/Prose.tsx";
import { type Done, TextEditor } from "../../src/components/prose/TextEditor.tsx";
import "../../src/components/base.css";

/** What the tests ask of this page. */
export interface ProsePage {
  show(source: string): void;
  /** HTML through the sanitiser alone, as it stands on the page afterwards. */
  sanitised(html: string): Promise<Described>;
  /** A text through all of it. */
  rendered(source: string): Promise<Described>;
  readonly log: readonly string[];
}

/** What stands on the page: every element with its attributes, and the text between them. */
export interface Described {
  readonly elements: readonly {
    readonly name: string;
    readonly attributes: readonly (readonly [string, string])[];
  }[];
  readonly text: string;
  readonly problems: readonly string[];
}

function described(nodes: readonly Node[], problems: readonly string[]): Described {
  const host = document.createElement("section");
  // Within a form, names would take the place of what it has itself.
  const form = document.createElement("form");
  form.append(...nodes);
  host.append(form);
  document.body.append(host);
  const elements = [...form.querySelectorAll("*")].map((element) => ({
    name: element.namespaceURI?.endsWith("MathML") ? `m:${element.localName}` : element.localName,
    attributes: [...element.attributes].map(({ name, value }) => [name, value] as const),
  }));
  return { elements, text: form.textContent ?? "", problems };
}

const log: string[] = [];

function Page() {
  const [source, setSource] = useState("");
  const [editing, setEditing] = useState(false);
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const command = (title: string, group: string, keys?: string, enabled = true): Command => ({
    id: title,
    title,
    group,
    enabled,
    ...(keys && { keys }),
    run: () => log.push(title),
  });
  const commands: Command[] = [
    { ...command("Find a command", "Notebook", "Ctrl+K"), run: () => setOpen("palette") },
    { ...command("Show all keys", "Notebook", "?"), run: () => setOpen("keys") },
    command("Save the document as a file", "Notebook", "Ctrl+S"),
    command("Undo", "Notebook", "Ctrl+Z"),
    command("Redo", "Notebook", "Ctrl+Shift+Z", false),
    command("Edit the cell", "Cell", "Enter"),
    command("Add a cell above", "Cell", "a"),
    command("Add a cell below", "Cell", "b"),
    command("Delete the cell", "Cell", "d d"),
    command("Move the cell up", "Cell", "Alt+Up"),
    command("Move the cell down", "Cell", "Alt+Down"),
    command("Go on to the next cell", "Cell", "Shift+Enter"),
    command("Copy a link to this document", "Share"),
    command("Copy the field as JAX", "Share"),
    command("Copy the field as LaTeX", "Share"),
    command("Present, one cell at a time", "View"),
  ];
  useCommandKeys(commands);
  Object.assign(globalThis, { prosePage: { ...texts, show: setSource } });
  return (
    <main style={{ padding: 16, display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 12 }}>
      <h1 className="unseen">Prose</h1>
      {editing ? (
        <TextEditor
          label="Text"
          source={source}
          onChange={setSource}
          onDone={(how: Done) => {
            log.push(how);
            setEditing(false);
          }}
        />
      ) : (
        <Prose source={source} />
      )}
      <div>
        <button type="button" onClick={() => setEditing(true)}>
          Edit
        </button>
      </div>
      {open === "palette" && <Palette commands={commands} onClose={() => setOpen(null)} />}
      {open === "keys" && <KeysDialog commands={commands} onClose={() => setOpen(null)} />}
    </main>
  );
}

const texts = {
  log,
  async sanitised(html: string): Promise<Described> {
    const { sanitise } = await import("../../src/app/prose/sanitise.ts");
    return described([...sanitise(html).childNodes], []);
  },
  async rendered(source: string): Promise<Described> {
    const { renderProse } = await import("../../src/app/prose/prose.ts");
    const { nodes, problems } = renderProse(source);
    return described(nodes, problems);
  },
};

const root = document.getElementById("page");
if (!root) throw new Error("There is no place for the page.");
createRoot(root).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
