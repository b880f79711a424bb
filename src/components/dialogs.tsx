import { type Dialog, useDialog } from "./useDialog.ts";

const documentsDialog = async () => (await import("./DocumentsDialog.tsx")).DocumentsDialog;
const shareDialog = async () => (await import("./ShareDialog.tsx")).ShareDialog;

export function DocumentsButton() {
  return <DialogButton label="Documents" command="documents" load={documentsDialog} />;
}

export function ShareButton() {
  return <DialogButton label="Share" command="share" load={shareDialog} />;
}

interface Props {
  readonly label: string;
  /** What the palette calls it by. */
  readonly command: string;
  readonly load: () => Promise<Dialog>;
}

/** A button that opens a dialog, which is loaded then. */
function DialogButton({ label, command, load }: Props) {
  const [Dialog, open] = useDialog(label, load);
  return (
    <>
      <button type="button" className="roomy" data-command={command} onClick={() => open(true)}>
        {label}
      </button>
      {Dialog && <Dialog onClose={() => open(false)} />}
    </>
  );
}
