import { useEffect, useState } from "react";
import type { Readout } from "../app/cpu/protocol.ts";
import { isSliced } from "../app/store/picture.ts";
import type { SideValues } from "../shaders/protocol.ts";
import { sidesOf } from "../shaders/sides.ts";
import { comparedOf } from "./compared.ts";
import { readoutText } from "./numbers.ts";
import styles from "./Sides.module.css";
import { usePlaneSession, useView } from "./session.ts";

/** What the ways on show give at the reading point: as pixels have it, and in float64. */
export function Sides({ readout }: { readout: Readout | null }) {
  const plane = useView((state) => state.plane);
  const sides = sidesOf({ kind: plane.map, compare: comparedOf(plane) });
  const sliced = useView(isSliced);
  const shown =
    !sliced &&
    (plane.colouring?.quantity ?? "divergence") === "divergence" &&
    sides.some((side) => side === "difference" || side === "float64");
  return shown && readout && <Row readout={readout} difference={sides.includes("difference")} />;
}

function Row({ readout, difference }: { readout: Readout; difference: boolean }) {
  const session = usePlaneSession();
  const [pixel, setPixel] = useState<SideValues | null>(null);
  useEffect(() => {
    let wanted = true;
    // Where the picture cannot be had there is none of its numbers either; the float64 ones stay.
    session.sides(readout.point).then(
      (values) => wanted && setPixel(values),
      () => wanted && setPixel(null),
    );
    return () => {
      wanted = false;
    };
  }, [session, readout]);
  const { field, exact } = readout;
  return (
    <dl className={styles.sides}>
      <Value name="float64" words="The exact divergence in float64" figure="float64" value={exact} />
      <Value
        name="float32"
        words="The exact divergence as pixels have it"
        figure="float32"
        value={pixel?.exact}
      />
      {difference && (
        <>
          <Value
            name={`Δₕ ${field}, float64`}
            words="The finite difference in float64"
            figure="difference-float64"
            value={readout.difference}
          />
          <Value
            name={`Δₕ ${field}, float32`}
            words="The finite difference as pixels have it"
            figure="difference-float32"
            value={pixel?.difference}
          />
        </>
      )}
    </dl>
  );
}

interface ValueProps {
  readonly name: string;
  readonly words: string;
  readonly figure: string;
  readonly value: number | undefined;
}

function Value({ name, words, figure, value }: ValueProps) {
  return (
    <div title={words}>
      <dt>{name}</dt>
      <dd>
        <data value={String(value)} data-figure={figure}>
          {value === undefined ? "" : readoutText(value)}
        </data>
      </dd>
    </div>
  );
}
