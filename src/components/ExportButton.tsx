import { lazy, Suspense, useState } from "react";
import { activePlane } from "../app/store/notebook.ts";
import { PlaneContext, useNotebook, useSession } from "./session.ts";

const ExportDialog = lazy(async () => ({ default: (await import("./ExportDialog.tsx")).ExportDialog }));

/** Opens the export dialog of the plane last worked with; it is loaded then. */
export function ExportButton() {
  const session = useSession();
  const [open, setOpen] = useState(false);
  const id = useNotebook(activePlane);
  const plane = open && id ? session.planeOf(id) : null;
  return (
    <>
      <button type="button" data-command="export" disabled={!id} onClick={() => setOpen(true)}>
        Export
      </button>
      {plane && (
        <PlaneContext value={plane}>
          <Suspense>
            <ExportDialog onClose={() => setOpen(false)} />
          </Suspense>
        </PlaneContext>
      )}
    </>
  );
}
