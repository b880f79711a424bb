import styles from "../ExportDialog.module.css";
import { NumberField } from "../NumberField.tsx";

/** What a model is asked for with. */
export interface ModelSettings {
  readonly surfaces: boolean;
  /** As they are typed. */
  readonly levels: string;
  readonly cells: number;
  readonly lines: boolean;
}

/** Cells of a preview's surfaces: enough to say what there is. */
export const previewCells = 24;
/** Cells along the longest edge: fewer are no surface, more have more corners than a file should. */
const cellBounds = [4, 320] as const;

interface Props {
  readonly settings: ModelSettings;
  readonly onChange: (change: Partial<ModelSettings>) => void;
  /** Why lines cannot be with it. */
  readonly without: string | null;
  /** Whether surfaces are on show, as which those of the model are. */
  readonly isShown: boolean;
}

/** What is in a model: surfaces on which levels, and the lines that are shown. */
export function ModelForm({
  settings: { surfaces, levels, cells, lines },
  onChange,
  without,
  isShown,
}: Props) {
  return (
    <>
      <div className={styles.row}>
        <span>With</span>
        <span className={styles.checks}>
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={surfaces}
              onChange={({ target }) => onChange({ surfaces: target.checked })}
            />
            Surfaces
          </label>
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={lines && without === null}
              disabled={without !== null}
              onChange={({ target }) => onChange({ lines: target.checked })}
            />
            Streamlines
          </label>
        </span>
      </div>
      {surfaces && (
        <>
          <label className={styles.row}>
            <span>Levels</span>
            <input
              type="text"
              className={styles.wide}
              value={levels}
              onChange={({ target }) => onChange({ levels: target.value })}
            />
          </label>
          <div className={styles.row}>
            <NumberField
              label="Cells along the longest edge"
              value={cells}
              onChange={(typed) =>
                onChange({ cells: Math.min(cellBounds[1], Math.max(cellBounds[0], Math.round(typed))) })
              }
            />
            cells along the longest edge
          </div>
          <p className={styles.note}>
            {isShown
              ? "Surfaces are those of the picture, in their colours and with their opacity"
              : "Surfaces are where the map has these values, in its colours"}
            : triangles with their corners on the level to rounding, and the exact gradient as normals. The
            preview counts those of {previewCells} cells.
          </p>
        </>
      )}
      <p className={styles.note}>
        {without ??
          "Streamlines are as in the picture: tubes with their radii and normals, or lines; in the map’s colours where they have them. All is in one binary glTF."}
      </p>
    </>
  );
}
