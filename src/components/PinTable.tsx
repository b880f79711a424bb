import type { Reading } from "../app/cpu/protocol.ts";
import type { Point } from "../app/document/document.ts";
import { pinsCsv } from "../app/export/pins-csv.ts";
import { version } from "../app/version.ts";
import { type Slice, sliceFor } from "../shaders/slice.ts";
import { placesOn } from "../shaders/slice-geometry.ts";
import { EigenvaluesText, Spectrum } from "./Invariants.tsx";
import { coordinateText, readoutText } from "./numbers.ts";
import { PinCell, PinList } from "./PinList.tsx";
import { usePlaneSession, useView } from "./session.ts";
import { type PinNumbers, usePinReadings } from "./usePinReadings.ts";

/** The pinned points with their numbers. */
export function PinTable() {
  const { view } = usePlaneSession();
  const pins = useView((state) => state.plane.pins);
  const { numbers, problem } = usePinReadings(pins);
  const { field = "F", coordinateNames = ["x", "y"] } = numbers?.table ?? {};
  const given = numbers?.subject.slice;
  const slice = given === undefined ? null : sliceFor(given, coordinateNames.length);
  const figures = [
    ...coordinateNames.map((name) => `${field}_${name}`),
    `∇·${field}`,
    "estimate",
    slice ? "curl in the slice" : "curl",
    // On a slice of many dimensions there are too many to be told.
    ...(!slice || numbers?.table.readings.some(({ spectrum }) => spectrum) ? ["eigenvalues"] : []),
  ];
  function csv(): string | null {
    const { picture } = view.store.getState();
    if (!numbers || !picture) return null;
    const { parameters, time } = picture.program;
    const { subject, table } = numbers;
    return pinsCsv(table, subject, { version, parameters, time: time ? subject.time : null });
  }
  return (
    <PinList
      pins={pins}
      onChange={(pins) => view.setPlane({ pins })}
      problem={problem}
      csv={numbers?.present ? csv : null}
      names={[...coordinateNames, ...figures]}
      cells={(pin, index) => (
        <>
          {placeOf(pin, slice).map((value, i) => (
            <PinCell key={coordinateNames[i]} value={value} text={coordinateText} />
          ))}
          <Numbers columns={figures.length} reading={readingOf(numbers, pin, index)} />
        </>
      )}
      said={(pin, index) => {
        const reading = readingOf(numbers, pin, index);
        return reading && `Pin ${index + 1} at ${pin.x}, ${pin.y}: divergence ${readoutText(reading.exact)}.`;
      }}
    />
  );
}

function readingOf(numbers: PinNumbers | null, pin: Point, index: number): Reading | null {
  const reading = numbers?.table.readings[index];
  return reading && reading.point.x === pin.x && reading.point.y === pin.y ? reading : null;
}

/** A pin where it is, without waiting for its numbers. */
function placeOf({ x, y }: Point, slice: Slice | null): readonly number[] {
  return slice ? [...placesOn(slice, [x, y])] : [x, y];
}

function Numbers({ reading, columns }: { reading: Reading | null; columns: number }) {
  if (!reading) return <td colSpan={columns}>…</td>;
  const { components, exact, estimate, curl, eigenvalues, spectrum } = reading;
  return (
    <>
      {components.map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index says which component it is.
        <PinCell key={i} value={value} />
      ))}
      <PinCell value={exact} />
      <PinCell value={estimate} />
      <PinCell value={curl} />
      {eigenvalues && (
        <td>
          <EigenvaluesText eigenvalues={eigenvalues} />
        </td>
      )}
      {spectrum && (
        <td>
          <Spectrum spectrum={spectrum} />
        </td>
      )}
    </>
  );
}
