import { useDialog } from "../useDialog.ts";
import { useSpaceState } from "./context.ts";

const exportDialog = async () => (await import("./SpaceExportDialog.tsx")).SpaceExportDialog;

/** Opens the export dialog of this view of space; it is loaded then. */
export function SpaceExportButton() {
  const [Dialog, open] = useDialog("Export", exportDialog);
  const isThere = useSpaceState((state) => state.scene !== null);
  return (
    <>
      <button type="button" data-command="export-space" disabled={!isThere} onClick={() => open(true)}>
        Export space
      </button>
      {Dialog && <Dialog onClose={() => open(false)} />}
    </>
  );
}
