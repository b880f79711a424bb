import { useId, useRef } from "react";
import { ExampleList } from "./ExampleList.tsx";
import styles from "./ExamplesMenu.module.css";

/** A native popover with the fields to start from. */
export function ExamplesMenu() {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" data-command="examples" popoverTarget={id}>
        Examples
      </button>
      <div id={id} ref={list} popover="auto" className={styles.list}>
        <ExampleList onChosen={() => list.current?.hidePopover()} />
      </div>
    </>
  );
}
