import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { differenceOf } from "../../app/store/slider.ts";
import styles from "./TextEditor.module.css";

/** How editing ends: within the cell, on to the next one, or by going elsewhere. */
export type Done = "stay" | "next" | "left";

interface Props {
  readonly source: string;
  readonly label: string;
  readonly onChange: (source: string) => void;
  readonly onDone: (how: Done) => void;
}

/** The source of a text: as high as it is long. Escape and Ctrl-Enter end editing, Shift-Enter goes on to the next cell. */
export function TextEditor({ source, label, onChange, onDone }: Props) {
  // Whoever ends by a key takes the editor away, and it loses the focus by that: once is enough.
  const ended = useRef(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const written = useRef(source);
  // What undoing has changed is where one goes on writing; of itself the cursor would go to the end.
  useLayoutEffect(() => {
    if (source === written.current) return;
    const { from, insert } = differenceOf(written.current, source);
    written.current = source;
    area.current?.setSelectionRange(from + insert.length, from + insert.length);
  }, [source]);
  const end = (how: Done) => {
    if (ended.current) return;
    ended.current = true;
    onDone(how);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While letters are being composed, Enter and Escape are the composer's.
    if (event.nativeEvent.isComposing) return;
    const how = doneBy(event);
    if (!how) return;
    event.preventDefault();
    end(how);
  };
  return (
    <div className={styles.editor} data-source={source}>
      <textarea
        ref={area}
        // biome-ignore lint/a11y/noAutofocus: it stands where the text stood that was asked to be edited.
        autoFocus
        aria-label={label}
        spellCheck
        value={source}
        onChange={({ target: { value } }) => {
          written.current = value;
          onChange(value);
        }}
        onKeyDown={onKeyDown}
        onFocus={() => {
          ended.current = false;
        }}
        // Where another window has come to the front, this is still where one writes in this one.
        onBlur={({ currentTarget }) => currentTarget !== document.activeElement && end("left")}
      />
    </div>
  );
}

function doneBy({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): Done | null {
  if (altKey) return null;
  if (key === "Escape") return "stay";
  if (key !== "Enter") return null;
  if (ctrlKey || metaKey) return "stay";
  return shiftKey ? "next" : null;
}
