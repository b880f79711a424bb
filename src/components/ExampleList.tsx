import { useId } from "react";
import { demos } from "../app/demos.ts";
import { examples } from "../app/examples.ts";
import { documentOf } from "../app/first-example.ts";
import { withDocuments } from "../app/library/with-documents.ts";
import { openDemo } from "../app/link/open-demo.ts";
import styles from "./ExamplesMenu.module.css";
import { leaveDemo, nearDemo } from "./near-demo.ts";
import { useSession } from "./session.ts";

/** Notebooks to read and fields to start from; the one that is chosen is opened. */
export function ExampleList({ onChosen }: { onChosen: () => void }) {
  const session = useSession();
  const { notebook } = session;
  const id = useId();
  return (
    <>
      <h2 id={`${id}-notebooks`} className={styles.heading}>
        Notebooks
      </h2>
      <ul aria-labelledby={`${id}-notebooks`} className={styles.group}>
        {demos.map((demo) => (
          <Choice
            key={demo.id}
            {...demo}
            onNear={() => nearDemo(session, demo.id)}
            onChoose={() => {
              onChosen();
              void withDocuments(session, ({ openNew }) => openDemo(demo.id, notebook, openNew));
            }}
          />
        ))}
      </ul>
      <h2 id={`${id}-fields`} className={styles.heading}>
        Fields
      </h2>
      <ul aria-labelledby={`${id}-fields`} className={styles.group}>
        {examples.map((example) => (
          <Choice
            key={example.id}
            {...example}
            onChoose={() => {
              onChosen();
              void withDocuments(session, ({ openNew }) =>
                notebook.set({ refusal: openNew(documentOf(example)) }),
              );
            }}
          />
        ))}
      </ul>
    </>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly note: string;
  readonly onChoose: () => void;
  /** A hand or the focus comes to it. */
  readonly onNear?: () => void;
}

function Choice({ title, note, onChoose, onNear }: ChoiceProps) {
  return (
    <li>
      <button
        type="button"
        className={styles.example}
        onClick={onChoose}
        {...(onNear && {
          onPointerEnter: onNear,
          onFocus: onNear,
          onPointerLeave: leaveDemo,
          onBlur: leaveDemo,
        })}
      >
        <strong>{title}</strong>
        <span>{note}</span>
      </button>
    </li>
  );
}
