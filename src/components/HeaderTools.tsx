import { useEffect } from "react";
import { workOffline } from "../app/offline/work-offline.ts";
import { Commands } from "./Commands.tsx";
import { DropPlace } from "./DropPlace.tsx";
import { DocumentsButton, ShareButton } from "./dialogs.tsx";
import { ExamplesMenu } from "./ExamplesMenu.tsx";
import { ExportButton } from "./ExportButton.tsx";
import { OpenButton } from "./OpenButton.tsx";
import { Saving } from "./Saving.tsx";

/** Whether the document is kept and what can be done with documents, at the end of the header; files are dropped anywhere. */
export function HeaderTools() {
  useEffect(() => workOffline(window), []);
  return (
    <>
      <Saving />
      <Commands />
      <DocumentsButton />
      <OpenButton />
      <ExamplesMenu />
      <ShareButton />
      <ExportButton />
      <DropPlace />
    </>
  );
}
