import { useEffect, useRef } from "react";
import { pinLimit } from "../app/document/document.ts";
import { addPin } from "../app/plane/pins.ts";
import { createPlayback, watchSight } from "../app/plane/playback.ts";
import { planeView, toPixel } from "../app/plane/view.ts";
import { readoutPoint } from "../app/session.ts";
import { planeOf } from "../app/store/notebook.ts";
import styles from "./PlaneTools.module.css";
import { PlotButton } from "./PlotButton.tsx";
import { useNotebook, useSession } from "./session.ts";

/** CSS pixels past the edge at which a marker still shows, and near which its number moves to the other side. */
const beyond = 12;
const edge = 30;

/** What lies over the plot: the pins with their numbers, and the button that sets one. Time runs while it is seen. */
export function PlaneTools({ left, top }: { left: number; top: number }) {
  const { notebook } = useSession();
  const area = useRef<SVGSVGElement>(null);
  const plot = useNotebook((state) => state.plot);
  const region = useNotebook((state) => planeOf(state.document).view);
  const pins = useNotebook((state) => planeOf(state.document).pins);

  useEffect(() => {
    if (!area.current) return;
    const playback = createPlayback(notebook);
    const stopWatching = watchSight(area.current, playback.seen);
    return () => {
      stopWatching();
      playback.dispose();
    };
  }, [notebook]);

  const view = planeView(region, plot);
  const places = pins
    .map((pin, index) => ({ ...toPixel(view, plot, pin), number: index + 1 }))
    .filter(
      ({ left, top }) =>
        left > -beyond && top > -beyond && left < plot.width + beyond && top < plot.height + beyond,
    );
  const { store } = notebook;
  return (
    <>
      <svg
        ref={area}
        className={styles.pins}
        style={{ left, top }}
        width={plot.width}
        height={plot.height}
        aria-hidden="true"
      >
        {places.map(({ left, top, number }) => (
          <g key={number} data-pin={number} transform={`translate(${left} ${top})`}>
            <circle r={4} />
            <text
              x={left > plot.width - edge ? -7 : 7}
              y={top < edge ? 15 : -6}
              textAnchor={left > plot.width - edge ? "end" : "start"}
            >
              {number}
            </text>
          </g>
        ))}
      </svg>
      {plot.width > 0 && (
        <PlotButton
          label="Pin the reading point"
          hint="Pin the reading point (P, or double click)"
          place={{ left: left + plot.width - 38, top: top + 44 }}
          disabled={pins.length >= pinLimit}
          onPress={() => addPin(notebook, readoutPoint({ ...store.getState(), hover: null }))}
        >
          <path d="M8 14.5C4.8 10.6 3.3 8.3 3.3 6.2a4.7 4.7 0 0 1 9.4 0c0 2.1-1.5 4.4-4.7 8.3z" />
          <circle cx="8" cy="6.2" r="1.5" />
        </PlotButton>
      )}
    </>
  );
}
