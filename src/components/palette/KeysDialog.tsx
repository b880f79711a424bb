import type { Command } from "../../app/commands/command.ts";
import { pictureKeys } from "../../app/commands/picture-keys.ts";
import { ModalDialog } from "../ModalDialog.tsx";
import { Keys } from "./Keys.tsx";
import styles from "./KeysDialog.module.css";

type Keyed = Omit<Command, "run">;

interface Props {
  readonly commands: readonly Keyed[];
  readonly onClose: () => void;
}

/** What cells do themselves, and is no command: elsewhere Escape closes what is open. */
const leaving: Keyed = {
  id: "leave",
  group: "Cell",
  title: "Leave a text or a plot for its cell",
  keys: "Esc",
};

/** All commands that have keys, group by group, and what keys do in pictures. */
export function KeysDialog({ commands, onClose }: Props) {
  const groups = new Map<string, Keyed[]>();
  for (const command of [...commands, leaving, ...pictureKeys]) {
    if (!keysOf(command).length) continue;
    const name = command.group ?? "Notebook";
    groups.set(name, [...(groups.get(name) ?? []), command]);
  }
  return (
    <ModalDialog title="Keys" width={760} onClose={onClose}>
      <p className={styles.note}>
        Letters act while nothing is being written and no plot has the focus: Escape leaves a text. Those of a
        picture and of space act once it has the focus: click it, or press Enter on its cell.
      </p>
      <div className={styles.groups}>
        {[...groups].map(([name, members]) => (
          <section key={name} aria-label={name} className={styles.group}>
            <h3>{name}</h3>
            <dl>
              {members.map((command) => (
                <div key={command.id}>
                  <dt>{command.title}</dt>
                  <dd>
                    {keysOf(command).map((keys) => (
                      <Keys key={keys} keys={keys} />
                    ))}
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

function keysOf({ keys, otherKeys = [], cellKeys }: Keyed): string[] {
  return [keys, ...otherKeys, cellKeys].filter((one) => one !== undefined);
}
