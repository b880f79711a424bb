import { useId, useRef, useState } from "react";
import type { Field } from "../../engine/language/program.ts";
import styles from "./Points.module.css";
import { type TableText, tableFile, tableText } from "./table-file.ts";

interface Props {
  readonly text: string;
  readonly field: Field | null;
  /** What is wrong with the table, with the line that does not fit. */
  readonly problem: string | null;
  /** `isTyped`: not all at once, as from a file. */
  readonly onChange: (text: string, isTyped: boolean) => void;
}

/** A table of points as text: typed, pasted, from a file that is chosen, or one that is dropped. */
export function TableInput({ text, field, problem, onChange }: Props) {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const told = refusal ?? problem;

  /** What is refused leaves the table as it was. */
  function set(read: TableText, isTyped: boolean): void {
    setRefusal(read.ok ? null : read.problem);
    if (read.ok) onChange(read.text, isTyped);
  }

  async function take(chosen: File | undefined): Promise<void> {
    if (chosen) set(await tableFile(chosen), false);
  }

  return (
    <div className={styles.table}>
      <label htmlFor={id}>Table of points</label>
      <textarea
        id={id}
        rows={6}
        spellCheck={false}
        autoComplete="off"
        placeholder={field ? exampleOf(field) : undefined}
        aria-invalid={told !== null}
        aria-describedby={`${id}-note`}
        value={text}
        onChange={({ target }) => set(tableText(target.value), true)}
        onPaste={(event) => {
          // Looked at before it is laid out, which of a text that is too long takes minutes.
          const { value, selectionStart, selectionEnd } = event.currentTarget;
          const pasted = event.clipboardData.getData("text");
          const whole = tableText(value.slice(0, selectionStart) + pasted + value.slice(selectionEnd));
          if (whole.ok) return;
          event.preventDefault();
          set(whole, true);
        }}
        data-takes-files
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes("Files")) event.preventDefault();
        }}
        onDrop={(event) => {
          const [dropped] = event.dataTransfer.files;
          if (!dropped) return;
          event.preventDefault();
          void take(dropped);
        }}
      />
      <div id={`${id}-note`}>
        {told ? (
          <p className={styles.problem} role="alert">
            {told}
          </p>
        ) : (
          <p className={styles.note}>{field && noteOf(field)}</p>
        )}
      </div>
      <button type="button" onClick={() => file.current?.click()}>
        Choose a file…
      </button>
      <input
        ref={file}
        type="file"
        accept=".csv,.tsv,.txt,text/*"
        hidden
        onChange={({ target }) => {
          void take(target.files?.[0]);
          // The same file can be chosen again.
          target.value = "";
        }}
      />
    </div>
  );
}

function noteOf({ dimension, name }: Field): string {
  const numbers = dimension === 1 ? "one number" : `${dimension} numbers`;
  return `A point in each line, ${numbers} for ${name}, parted by commas, tabs or blanks; or ${arangeOf(dimension)}.`;
}

function exampleOf({ coordinateNames, dimension }: Field): string {
  if (dimension > 6) return arangeOf(dimension);
  return `${coordinateNames.join(", ")}\n${coordinateNames.map((_, k) => k + 1).join(", ")}`;
}

/** Five points by the very text that gives them. */
function arangeOf(dimension: number): string {
  return `arange(${5 * dimension}) as 5x${dimension}`;
}
