import { exportedCell } from "../app/store/exported.ts";
import { elementOf } from "./focus-cell.ts";
import { PlaneContext, useNotebook, useSession } from "./session.ts";
import { useDialog } from "./useDialog.ts";

const exportDialog = async () => (await import("./ExportDialog.tsx")).ExportDialog;

/** Frames that a view of space may take until it can be exported: what was out of sight is made first. */
const patience = 300;

/** Opens the export dialog of the picture last worked with; it is loaded then. */
export function ExportButton() {
  const session = useSession();
  const [Dialog, open] = useDialog("Export", exportDialog);
  const cell = useNotebook(exportedCell);
  const plane = Dialog && cell?.kind === "plane" ? session.planeOf(cell.id) : null;
  return (
    <>
      <button
        type="button"
        data-command="export"
        disabled={!cell}
        title={cell ? undefined : "There is no picture to export"}
        onClick={() => {
          if (cell?.kind === "plane") return open(true);
          const box = elementOf(cell?.id ?? "");
          box?.scrollIntoView({ block: "nearest" });
          exportSpace(box, patience);
        }}
      >
        Export
      </button>
      {Dialog && plane && (
        <PlaneContext value={plane}>
          <Dialog onClose={() => open(false)} />
        </PlaneContext>
      )}
    </>
  );
}

/** Presses a view's own button, as soon as there is something to export. */
function exportSpace(box: HTMLElement | null, frames: number): void {
  const button = box?.querySelector<HTMLButtonElement>('[data-command="export-space"]');
  if (button && !button.disabled) button.click();
  else if (frames > 0) requestAnimationFrame(() => exportSpace(box, frames - 1));
}
