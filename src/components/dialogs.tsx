import { type ComponentType, lazy, Suspense, useState } from "react";

interface DialogProps {
  readonly onClose: () => void;
}

const DocumentsDialog = lazy(async () => ({
  default: (await import("./DocumentsDialog.tsx")).DocumentsDialog,
}));
const ShareDialog = lazy(async () => ({ default: (await import("./ShareDialog.tsx")).ShareDialog }));

export function DocumentsButton() {
  return <DialogButton label="Documents" command="documents" Dialog={DocumentsDialog} />;
}

export function ShareButton() {
  return <DialogButton label="Share" command="share" Dialog={ShareDialog} />;
}

interface Props {
  readonly label: string;
  /** What the palette calls it by. */
  readonly command: string;
  readonly Dialog: ComponentType<DialogProps>;
}

/** A button that opens a dialog, which is loaded then. */
function DialogButton({ label, command, Dialog }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="roomy" data-command={command} onClick={() => setOpen(true)}>
        {label}
      </button>
      {open && (
        <Suspense>
          <Dialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
