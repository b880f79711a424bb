import { Commands } from "./Commands.tsx";
import { DocumentsButton, ShareButton } from "./dialogs.tsx";
import { ExamplesMenu } from "./ExamplesMenu.tsx";
import { ExportButton } from "./ExportButton.tsx";
import { OpenButton } from "./OpenButton.tsx";

/** What can be done with documents, at the end of the header. */
export function HeaderTools() {
  return (
    <>
      <Commands />
      <DocumentsButton />
      <OpenButton />
      <ExamplesMenu />
      <ShareButton />
      <ExportButton />
    </>
  );
}
