import { useEffect, useState } from "react";
import { saveDocument } from "../app/commands/document-commands.ts";
import { cellName } from "../app/document/cells.ts";
import { textOf } from "../app/library/documents.ts";
import { addressOf, embedCode, markdownLink } from "../app/link/address.ts";
import { type LinkResult, linkOf } from "../app/link/link.ts";
import { Copied } from "./Copied.tsx";
import { FieldCode } from "./FieldCode.tsx";
import { ModalDialog } from "./ModalDialog.tsx";
import styles from "./ShareDialog.module.css";
import { useSession } from "./session.ts";

/** Everything the document can be given to others as. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const { notebook } = session;
  const [link, setLink] = useState<LinkResult | null>(null);
  useEffect(() => {
    void linkOf(textOf(notebook)).then(setLink);
  }, [notebook]);
  const [one, setOne] = useState("");
  const { document } = notebook.store.getState();
  const { title } = document;
  const cell = document.cells.find(({ id }) => id === one);
  const embedded = cell ? `${cellName(document, cell)} · ${title}` : title;
  const fragment = link?.ok ? link.fragment : null;
  return (
    <ModalDialog title="Share" width={640} onClose={onClose}>
      {fragment !== null && (
        <>
          <p className={styles.note}>
            The whole document is in the link: nothing is sent to a server, and who opens it has a copy of
            their own.
          </p>
          <Copied label="Link" text={addressOf(location.href, fragment)} />
          <Copied
            label="Embed code"
            text={embedCode(addressOf(location.href, fragment, "embed", one), embedded)}
          />
          <label className={styles.of}>
            Embed{" "}
            <select value={one} onChange={({ target }) => setOne(target.value)}>
              <option value="">the whole notebook</option>
              {document.cells.map((cell, at) => (
                <option key={cell.id} value={cell.id}>
                  {at + 1}. {cellName(document, cell)}
                </option>
              ))}
            </select>
          </label>
          <Copied label="Markdown" text={markdownLink(addressOf(location.href, fragment), title)} />
        </>
      )}
      {link && !link.ok && (
        <p className={styles.problem} role="alert">
          {link.problem}{" "}
          <button type="button" onClick={() => saveDocument(notebook)}>
            Save as a file
          </button>
        </p>
      )}
      <FieldCode />
    </ModalDialog>
  );
}
