import { useEffect, useId, useState } from "react";
import { type CodeTarget, codeTargets, printedCode } from "../app/export/code.ts";
import { activePlane } from "../app/store/notebook.ts";
import { labPicture } from "../app/store/picture.ts";
import { Copied } from "./Copied.tsx";
import styles from "./ShareDialog.module.css";
import { useSession } from "./session.ts";

type Printed = { readonly text: string } | { readonly problem: string };

/** A field of the document as code for elsewhere; at first that of the picture last worked with. */
export function FieldCode() {
  const session = useSession();
  const { document, reading } = session.notebook.store.getState();
  const [target, setTarget] = useState<CodeTarget>("jax");
  const [what, setWhat] = useState<"field" | "divergence">("divergence");
  const [printed, setPrinted] = useState<Printed | null>(null);
  const fields = reading.program.fields.filter(({ name }) => labPicture(reading, name) !== null);
  const [name, setName] = useState(() => {
    const id = activePlane(session.notebook.store.getState());
    const shown = id === null ? null : session.planeOf(id)?.view.store.getState().picture?.field.name;
    return (fields.find((field) => field.name === shown) ?? fields[0])?.name ?? null;
  });
  const problem = useId();
  useEffect(() => {
    const picture = name === null ? null : labPicture(reading, name);
    if (!picture) return;
    let ended = false;
    printedCode(picture.program, picture.field, target, { what, seed: document.seed }).then(
      (text) => !ended && setPrinted({ text }),
      (error: Error) => !ended && setPrinted({ problem: error.message }),
    );
    return () => {
      ended = true;
    };
  }, [reading, document.seed, name, target, what]);
  if (name === null) return null;
  return (
    <fieldset className={styles.code}>
      <legend>The field {name} as code</legend>
      {fields.length > 1 && (
        <label>
          Field{" "}
          <select value={name} onChange={({ target }) => setName(target.value)}>
            {fields.map((field) => (
              <option key={field.name}>{field.name}</option>
            ))}
          </select>
        </label>
      )}{" "}
      <label>
        Language{" "}
        <select
          value={target}
          aria-describedby={problem}
          onChange={({ target }) => setTarget(target.value as CodeTarget)}
        >
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
      <p id={problem} className={styles.problem} role="status">
        {printed && "problem" in printed && printed.problem}
      </p>
      {printed && "text" in printed && <Copied label="Code" text={printed.text} long />}
    </fieldset>
  );
}
