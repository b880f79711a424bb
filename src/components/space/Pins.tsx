import { pinsOf } from "../../app/space/pins.ts";
import { pinsTable } from "../../app/space/pins-csv.ts";
import type { SpaceReading } from "../../app/space/protocol.ts";
import { lastOf } from "../../app/store/view.ts";
import type { Triple } from "../../shaders/space/lens.ts";
import { coordinateText, readoutText } from "../numbers.ts";
import { PinCell, PinList } from "../PinList.tsx";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";

/** The pinned points of space with their numbers. */
export function Pins() {
  const session = useSpace();
  const pins = useSpaceState(({ cell }) => pinsOf(cell));
  const pinned = useSpaceState((state) => state.pinned);
  const names = useAxisNames();
  const told = lastOf(pinned);
  const first = told?.readings[0];
  const field = first?.field ?? "F";
  const figures = [
    ...(first?.components.map((_, k) => `${field}_${first.coordinateNames[k]}`) ?? []),
    `∇·${field}`,
    ...(first?.curl === null ? [] : [`|∇×${field}|`]),
    ...(first?.laplacian.map((_, k) => `Δ${field}_${first.coordinateNames[k]}`) ?? []),
  ];
  const readingOf = (pin: Triple): SpaceReading | null => told?.readings[told.places.indexOf(pin)] ?? null;
  return (
    <PinList
      pins={pins}
      onChange={(pins) => session.change(null, { pins })}
      problem={pinned.status === "failed" ? pinned.message : null}
      csv={pinned.status === "done" ? () => pinsTable(session) : null}
      names={[...names.slice(0, 3), ...figures]}
      cells={(pin) => {
        const reading = readingOf(pin);
        return (
          <>
            {pin.map((value, axis) => (
              <PinCell key={names[axis]} value={value} text={coordinateText} />
            ))}
            {reading ? (
              <Figures reading={reading} />
            ) : (
              <td colSpan={figures.length}>{pinned.status === "running" && "…"}</td>
            )}
          </>
        );
      }}
      said={(pin, index) => {
        const divergence = readingOf(pin)?.divergence;
        if (divergence == null) return null;
        const at = pin.map(coordinateText).join(", ");
        return `Pin ${index + 1} at ${at}: divergence ${readoutText(divergence)}.`;
      }}
    />
  );
}

function Figures({ reading: { components, divergence, curl, laplacian } }: { reading: SpaceReading }) {
  const values = [
    ...components,
    divergence ?? Number.NaN,
    ...(curl ? [Math.hypot(...curl)] : []),
    ...laplacian,
  ];
  // biome-ignore lint/suspicious/noArrayIndexKey: the index says which column it is.
  return values.map((value, k) => <PinCell key={k} value={value} />);
}
