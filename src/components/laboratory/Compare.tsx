import { bounds } from "../../app/document/bounds.ts";
import type { CompareCell, Region } from "../../app/document/document.ts";
import { mostSliced } from "../../shaders/slice-geometry.ts";
import { CompareMaps } from "./CompareMaps.tsx";
import { CompareTable } from "./CompareTable.tsx";
import { rowsOf } from "./compare-rows.ts";
import { compareTask } from "./compare-task.ts";
import { counted } from "./figure-text.ts";
import { LabBox, useLabCell } from "./LabBox.tsx";
import { MemoryChart } from "./MemoryChart.tsx";
import { MethodList } from "./MethodList.tsx";
import { clampCoordinate, PointField } from "./PointField.tsx";
import { complaintOf, placeIn, placeText } from "./place.ts";
import { RunAgain } from "./RunAgain.tsx";
import { LabelledNumber, SettingsBox } from "./SettingsBox.tsx";
import { useLabChange } from "./useLabChange.ts";
import { useLabSubject } from "./useLabSubject.ts";
import { useTask } from "./useTask.ts";

/** Methods side by side on one field: their maps, a table that fills row by row, and what either mode keeps. */
export function Compare({ id }: { id: string }) {
  const cell = useLabCell(id, "compare");
  const about = useLabSubject(cell);
  const { subject, field } = about;
  const complaint = cell && complaintOf(cell, about);
  const usable = cell && field && subject && complaint === null && cell.methods.length > 0;
  const task = usable ? compareTask(cell, subject, field.dimension) : null;
  const { running, cancel, again } = useTask<"compare">(id, task);
  if (!cell) return null;
  const { result } = running;
  return (
    <LabBox cell={cell} title="Methods compared" about={about} running={running} onCancel={cancel}>
      <Settings cell={cell} dimension={field?.dimension ?? null} />
      <RunAgain running={running} onAgain={again} />
      {complaint && <p role="status">{complaint}</p>}
      {!complaint && cell.methods.length === 0 && <p role="status">No method is chosen.</p>}
      {usable && (
        <>
          {field.dimension > 1 && field.dimension <= mostSliced && (
            <CompareMaps cell={cell} rows={rowsOf(cell.methods, running).map(({ row }) => row)} />
          )}
          {field.dimension > mostSliced && (
            <p>
              Maps are of fields up to R^{mostSliced}. The errors of {field.name} are over the plane of its
              first two coordinates through the point.
            </p>
          )}
          <CompareTable methods={cell.methods} running={running} />
          {result && <MemoryChart figures={result} />}
        </>
      )}
    </LabBox>
  );
}

function Settings({ cell, dimension }: { cell: CompareCell; dimension: number | null }) {
  const { methods, point, view } = cell;
  const change = useLabChange<CompareCell>(cell.id);
  const setView = (part: Partial<Region>) =>
    change({ view: { ...view, ...part } }, `view ${Object.keys(part)}`);
  const place = placeText(dimension === null ? point : placeIn(point, dimension));
  return (
    <SettingsBox summary={`${counted(methods.length, "method")} at ${place}`}>
      <MethodList methods={methods} onChange={(methods, kind) => change({ methods }, kind)} />
      <PointField label="Probe point" point={point} onChange={(point) => change({ point }, "point")} />
      <LabelledNumber
        label="Errors around x"
        value={view.x}
        onChange={(x) => setView({ x: clampCoordinate(x) })}
      />
      <LabelledNumber
        label="Errors around y"
        value={view.y}
        onChange={(y) => setView({ y: clampCoordinate(y) })}
      />
      <LabelledNumber
        label="Width of the view"
        value={view.span}
        onChange={(span) => {
          const [least, most] = bounds.span;
          if (span > 0) setView({ span: Math.min(most, Math.max(least, span)) });
        }}
      />
    </SettingsBox>
  );
}
