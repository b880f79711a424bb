import { useMemo, useState } from "react";
import { cellCommands } from "../app/commands/cell-commands.ts";
import { pageCommands } from "../app/commands/page-commands.ts";
import { documentOf, firstExample } from "../app/first-example.ts";
import { withDocuments } from "../app/library/with-documents.ts";
import { cellFocus, cellsOnPage, elementOf, goOn } from "./focus-cell.ts";
import { KeysDialog } from "./palette/KeysDialog.tsx";
import { Palette } from "./palette/Palette.tsx";
import { useCommandKeys } from "./palette/useCommandKeys.ts";
import { useNotebook, useSession } from "./session.ts";
import { useHeldSteps } from "./useHeldSteps.ts";

/** Everything the page can be asked for: by keys, by the palette, by the list of keys. */
export function Commands() {
  const session = useSession();
  const { notebook } = session;
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const document = useNotebook((state) => state.document);
  const history = useNotebook((state) => state.history);
  const active = useNotebook((state) => state.active);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the commands read of the notebook.
  const commands = useMemo(() => {
    const actions = {
      palette: () => setOpen("palette"),
      keys: () => setOpen("keys"),
      exportPicture: () => press("export"),
      open: () => press("open"),
      share: () => press("share"),
      documents: () => press("documents"),
      goOn: () => goOn(active),
      newDocument: () =>
        void withDocuments(session, ({ openNew }) =>
          notebook.set({ refusal: openNew(documentOf(firstExample)) }),
        ),
      examples: () => {
        press("examples");
        // Who asks by keys goes on by keys.
        window.document.querySelector<HTMLElement>(":popover-open button")?.focus();
      },
      exportSpace: () => press("export-space", elementOf(active ?? "")),
    };
    return [
      ...pageCommands(notebook, actions, cellFocus, cellsOnPage),
      ...(active === null ? [] : cellCommands(notebook, active, cellFocus)),
    ];
  }, [session, document, history, active]);
  useCommandKeys(commands);
  useHeldSteps(notebook);
  const close = () => setOpen(null);
  return (
    <>
      <button type="button" className="plain" title="Commands (Ctrl-K)" onClick={() => setOpen("palette")}>
        <span aria-hidden="true">☰</span>
        <span className="unseen">Commands</span>
      </button>
      {open === "palette" && <Palette commands={commands} onClose={close} />}
      {open === "keys" && <KeysDialog commands={commands} onClose={close} />}
    </>
  );
}

/** Presses the button that does it, of the header where no cell is named. */
function press(name: string, within: ParentNode | null = window.document): void {
  within?.querySelector<HTMLElement>(`[data-command="${name}"]`)?.click();
}
