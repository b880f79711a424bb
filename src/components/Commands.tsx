import { useMemo, useState } from "react";
import { cellCommands } from "../app/commands/cell-commands.ts";
import { pageCommands } from "../app/commands/page-commands.ts";
import { cellFocus, cellsOnPage } from "./focus-cell.ts";
import { KeysDialog } from "./palette/KeysDialog.tsx";
import { Palette } from "./palette/Palette.tsx";
import { useCommandKeys } from "./palette/useCommandKeys.ts";
import { useNotebook, useSession } from "./session.ts";
import { useHeldSteps } from "./useHeldSteps.ts";

/** Everything the page can be asked for: by keys, by the palette, by the list of keys. */
export function Commands() {
  const { notebook } = useSession();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const document = useNotebook((state) => state.document);
  const history = useNotebook((state) => state.history);
  const active = useNotebook((state) => state.active);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the commands read of the notebook.
  const commands = useMemo(() => {
    const actions = {
      palette: () => setOpen("palette"),
      keys: () => setOpen("keys"),
      exportPlane: () => press("export"),
      open: () => press("open"),
      share: () => press("share"),
      documents: () => press("documents"),
    };
    return [
      ...pageCommands(notebook, actions, cellFocus, cellsOnPage),
      ...(active === null ? [] : cellCommands(notebook, active, cellFocus)),
    ];
  }, [notebook, document, history, active]);
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

/** Presses the button of the header that does it. */
function press(name: string): void {
  window.document.querySelector<HTMLElement>(`[data-command="${name}"]`)?.click();
}
