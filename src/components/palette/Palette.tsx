import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import type { Command } from "../../app/commands/command.ts";
import { ariaKeys } from "../../app/commands/keys.ts";
import { rank } from "../../app/commands/rank.ts";
import { isMac } from "./isMac.ts";
import { Keys } from "./Keys.tsx";
import styles from "./Palette.module.css";

interface Props {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}

/** All commands, found by a few letters of their names. The one that is chosen runs when the palette has gone. */
export function Palette({ commands, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = useMemo(() => rank(commands, query), [commands, query]);
  const active = Math.min(chosen, found.length - 1);

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);

  // The event of closing comes a moment later, when the palette may have been asked for again.
  const close = () => {
    dialog.current?.close();
    onClose();
  };
  const run = (command: Command | undefined) => {
    if (!command || command.enabled === false) return;
    // First the focus goes back to where it was.
    close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") run(found[active]?.command);
    else if (event.key === "Escape") close();
    else {
      const to = moved(event.key, active, found.length);
      if (to === null) return;
      setChosen(to);
    }
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it.
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label="Commands"
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      <div className={styles.content}>
        <input
          type="text"
          role="combobox"
          aria-label="Find a command"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          placeholder="Find a command…"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div ref={list} id={`${id}-list`} role="listbox" aria-label="Commands" className={styles.list}>
          {found.map(({ command, places }, k) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the text field, which has the focus.
            <div
              key={command.id}
              id={`${id}-${k}`}
              role="option"
              tabIndex={-1}
              aria-selected={k === active}
              aria-disabled={command.enabled === false}
              aria-keyshortcuts={command.keys && ariaKeys(command.keys, isMac)}
              className={styles.option}
              onPointerMove={() => setChosen(k)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => run(command)}
            >
              <span className={styles.title}>
                <Marked text={command.title} places={places} />
              </span>
              {command.group && <span className={styles.group}>{command.group}</span>}
              {command.keys && <Keys keys={command.keys} />}
            </div>
          ))}
        </div>
        <p role="status" className={found.length > 0 ? "unseen" : styles.none}>
          {found.length === 0
            ? `No command is called “${query}”.`
            : `${found.length} ${found.length === 1 ? "command" : "commands"}`}
        </p>
      </div>
    </dialog>
  );
}

/** Where a key leads in a list; null where it leads nowhere. From either end it goes on at the other. */
function moved(key: string, from: number, length: number): number | null {
  if (length === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (from + 1) % length;
    case "ArrowUp":
      return (from + length - 1) % length;
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return null;
  }
}

/** A title with the letters that were asked for. */
function Marked({ text, places }: { text: string; places: readonly number[] }) {
  const asked = new Set(places);
  return Array.from({ length: text.length }, (_, k) => {
    const letter = text.charAt(k);
    // biome-ignore lint/suspicious/noArrayIndexKey: letters are told apart by their places.
    return asked.has(k) ? <mark key={k}>{letter}</mark> : letter;
  });
}
