import { useEffect, useState } from "react";
import { openFile } from "../app/export/open-file.ts";
import styles from "./DropPlace.module.css";
import { useSession } from "./session.ts";

/** Whether there is a file, and not over a place of the page that takes it itself. */
function holdsFile({ dataTransfer, target }: DragEvent): boolean {
  return (
    dataTransfer?.types.includes("Files") === true &&
    !(target instanceof Element && target.closest("[data-takes-files]"))
  );
}

/** The whole page takes a file that is dropped on it, and says so while one is dragged over it. */
export function DropPlace() {
  const session = useSession();
  const [dragged, setDragged] = useState(false);

  useEffect(() => {
    // Caught on the way down: the editor would take a file for text.
    const take = (event: DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      const { type } = event;
      setDragged(type !== "drop");
      const file = event.dataTransfer?.files[0];
      if (type === "drop" && file) void openFile(session, file);
    };
    const listeners = {
      dragenter: (event: DragEvent) => (holdsFile(event) ? take(event) : setDragged(false)),
      dragover: (event: DragEvent) => holdsFile(event) && take(event),
      drop: (event: DragEvent) => holdsFile(event) && take(event),
      // Where it goes to nothing, it leaves the page.
      dragleave: (event: DragEvent) => event.relatedTarget === null && setDragged(false),
    };
    const kinds = Object.keys(listeners) as (keyof typeof listeners)[];
    for (const kind of kinds) window.addEventListener(kind, listeners[kind], true);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, listeners[kind], true);
    };
  }, [session]);

  return (
    dragged && (
      <div className={styles.drop}>
        <p>Drop a picture saved by Deldot, or a document, to open it.</p>
      </div>
    )
  );
}
