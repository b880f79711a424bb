import { useEffect, useRef, useState } from "react";
import type { CompareCell } from "../../app/document/document.ts";
import type { Compared } from "../../app/laboratory/compare.ts";
import { type LinkedMaps, openLinkedMaps } from "../../app/laboratory/linked-maps.ts";
import { mapsOf } from "../../app/laboratory/method-maps.ts";
import { ColourBar } from "../ColourBar.tsx";
import { Group } from "../Group.tsx";
import { PlaneContext, useSession } from "../session.ts";
import { useSeen } from "../useSeen.ts";
import styles from "./CompareMaps.module.css";
import { MapTile } from "./MapTile.tsx";
import { useWidth } from "./useWidth.ts";

interface Props {
  readonly cell: CompareCell;
  /** What is known of each method, in their order; null while it is not. */
  readonly rows: readonly (Compared | null)[];
}

const barHeight = 12;
const mostBar = 420;
/** Above the bar, for what its colours mean. */
const captionHeight = 20;
/** At the ends of the bar, for half a label. */
const barMargin = 20;

/** A map for each method, over one view and in one range of colours: what is done to one is done to all. */
export function CompareMaps({ cell, rows }: Props) {
  const session = useSession();
  const place = useRef<HTMLElement>(null);
  const [linked, setLinked] = useState<LinkedMaps | null>(null);
  const working = useRef<LinkedMaps | null>(null);
  // All rest together: where one is in sight, the exact one's colours are those it has.
  const seen = useSeen(place, (now) => {
    for (const plane of working.current?.planes ?? []) plane.seen(now);
  });
  const maps = mapsOf(cell.methods);
  const { id } = cell;
  const ways = maps.map(({ isExact, isShaded }) => `${isExact} ${isShaded}`).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: maps are opened anew where another way of drawing is needed.
  useEffect(() => {
    if (!seen) return;
    const own = openLinkedMaps(session, id);
    working.current = own;
    setLinked(own);
    return () => {
      own.dispose();
      working.current = null;
      setLinked(null);
    };
  }, [session, id, ways, seen]);

  const width = Math.min(mostBar, useWidth(place) - 2 * barMargin);
  return (
    <Group ref={place} className={styles.maps} aria-label="Maps of the methods">
      <div className={styles.tiles}>
        {maps.map((map, position) => {
          const plane = linked?.planes[position];
          const row = rows[map.positions[0] ?? -1] ?? null;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a map is its place in the list.
            <div key={position} className={styles.tile}>
              {plane && (
                <PlaneContext value={plane}>
                  <MapTile map={map} methods={cell.methods} row={row} leader={linked.exact} />
                </PlaneContext>
              )}
            </div>
          );
        })}
      </div>
      {linked && width > 0 && (
        <PlaneContext value={linked.exact}>
          <svg
            className={styles.bar}
            width={width + 2 * barMargin}
            height={barHeight + captionHeight + 22}
            aria-hidden="true"
          >
            <ColourBar left={barMargin} top={captionHeight} length={width} thickness={barHeight} lying />
          </svg>
        </PlaneContext>
      )}
    </Group>
  );
}
