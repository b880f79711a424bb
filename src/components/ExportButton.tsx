import { activePlane } from "../app/store/notebook.ts";
import { PlaneContext, useNotebook, useSession } from "./session.ts";
import { useDialog } from "./useDialog.ts";

const exportDialog = async () => (await import("./ExportDialog.tsx")).ExportDialog;

/** Opens the export dialog of the plane last worked with; it is loaded then. */
export function ExportButton() {
  const session = useSession();
  const [Dialog, open] = useDialog("Export", exportDialog);
  const id = useNotebook(activePlane);
  const plane = Dialog && id ? session.planeOf(id) : null;
  return (
    <>
      <button type="button" data-command="export" disabled={!id} onClick={() => open(true)}>
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
