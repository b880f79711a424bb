import type { Command } from "../../app/commands/command.ts";
import { ModalDialog } from "../ModalDialog.tsx";
import { Keys } from "./Keys.tsx";
import styles from "./KeysDialog.module.css";

interface Props {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}

/** All commands that have keys, group by group. */
export function KeysDialog({ commands, onClose }: Props) {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    if (command.keys === undefined) continue;
    const name = command.group ?? "Notebook";
    groups.set(name, [...(groups.get(name) ?? []), command]);
  }
  return (
    <ModalDialog title="Keys" width={760} onClose={onClose}>
      <p className={styles.note}>
        Letters act while nothing is being written and no plot has the focus: Escape leaves a text.
      </p>
      <div className={styles.groups}>
        {[...groups].map(([name, members]) => (
          <section key={name} aria-label={name} className={styles.group}>
            <h3>{name}</h3>
            <dl>
              {members.map(({ id, title, keys = "" }) => (
                <div key={id}>
                  <dt>{title}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </ModalDialog>
  );
}
