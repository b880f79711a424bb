import { examples } from "../app/examples.ts";
import { documentOf } from "../app/first-example.ts";
import styles from "./ExamplesMenu.module.css";
import { useSession } from "./session.ts";

/** The fields to start from; the one that is chosen is opened. */
export function ExampleList({ onChosen }: { onChosen: () => void }) {
  const { notebook, documents } = useSession();
  return examples.map((example) => (
    <button
      key={example.id}
      type="button"
      className={styles.example}
      onClick={() => {
        void documents().then(({ openNew }) => notebook.set({ refusal: openNew(documentOf(example)) }));
        onChosen();
      }}
    >
      <strong>{example.title}</strong>
      <span>{example.note}</span>
    </button>
  ));
}
