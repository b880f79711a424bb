import { useEffect, useState } from "react";
import { saveDocument } from "../app/commands/page-commands.ts";
import { cellName } from "../app/document/cells.ts";
import { type CodeTarget, codeTargets, printedCode } from "../app/export/code.ts";
import { textOf } from "../app/library/documents.ts";
import { addressOf, embedCode, markdownLink } from "../app/link/address.ts";
import { type LinkResult, linkOf } from "../app/link/link.ts";
import { activePlane } from "../app/store/notebook.ts";
import type { Picture } from "../app/store/picture.ts";
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
      <Code />
    </ModalDialog>
  );
}

/** The field of the picture, as code for elsewhere. */
function Code() {
  const session = useSession();
  const [target, setTarget] = useState<CodeTarget>("jax");
  const [what, setWhat] = useState<"field" | "divergence">("divergence");
  const [text, setText] = useState("");
  const [picture, setPicture] = useState<Picture | null>(null);
  useEffect(() => {
    const id = activePlane(session.notebook.store.getState());
    setPicture((id !== null && session.planeOf(id)?.view.store.getState().picture) || null);
  }, [session]);
  useEffect(() => {
    if (!picture) return;
    let ended = false;
    const { seed } = session.notebook.store.getState().document;
    printedCode(picture.program, picture.field, target, { what, seed }).then(
      (text) => !ended && setText(text),
      (error: Error) => !ended && setText(error.message),
    );
    return () => {
      ended = true;
    };
  }, [session, picture, target, what]);
  if (!picture) return null;
  return (
    <fieldset className={styles.code}>
      <legend>The field {picture.field.name} as code</legend>
      <label>
        Language{" "}
        <select value={target} onChange={({ target }) => setTarget(target.value as CodeTarget)}>
          {codeTargets.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>{" "}
      <label>
        Of{" "}
        <select value={what} onChange={({ target }) => setWhat(target.value as "field" | "divergence")}>
          <option value="divergence">the divergence</option>
          <option value="field">the field</option>
        </select>
      </label>
      <Copied label="Code" text={text} long />
    </fieldset>
  );
}

/** How long "Copied" stays, in milliseconds. */
const copiedTime = 1600;

/** A text that is copied by a press. */
function Copied({ label, text, long = false }: { label: string; text: string; long?: boolean }) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setSaid("Copied"),
      () => setSaid("Not allowed here"),
    );
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), copiedTime);
    return () => clearTimeout(timer);
  }, [said]);
  const id = `copied-${label.replaceAll(" ", "-")}`;
  return (
    <div className={styles.copied} data-long={long}>
      <label htmlFor={id}>{label}</label>
      {long ? (
        <textarea id={id} readOnly rows={8} value={text} />
      ) : (
        <input id={id} type="text" readOnly value={text} onFocus={({ target }) => target.select()} />
      )}
      <button type="button" aria-label={`Copy ${label}`} onClick={copy}>
        <span aria-live="polite">{said ?? "Copy"}</span>
      </button>
    </div>
  );
}
