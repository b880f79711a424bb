import { useEffect, useRef, useState } from "react";
import { defaultLayers, pinLimit } from "../app/document/document.ts";
import { createMotion, isMoving, type PlaneMotion } from "../app/plane/motion.ts";
import { addPin } from "../app/plane/pins.ts";
import { readoutPoint } from "../app/plane/plane-session.ts";
import { createPlayback, planeTime, watchSight } from "../app/plane/playback.ts";
import { linkRanges } from "../app/plane/range-links.ts";
import { planeView } from "../app/plane/view.ts";
import { pinPlaces, pinRadius } from "../shaders/figure/pins.ts";
import styles from "./PlaneTools.module.css";
import { PlotButton } from "./PlotButton.tsx";
import { usePlaneSession, useView } from "./session.ts";
import { useReducedMotion } from "./useReducedMotion.ts";

/** Seconds that one press of the step button goes on. */
const stepTime = 0.25;

/** What lies over the plot: the pins with their numbers, and buttons. Time runs, and things move, while it is seen. */
export function PlaneTools({ left, top }: { left: number; top: number }) {
  const session = usePlaneSession();
  const { view } = session;
  const area = useRef<SVGSVGElement>(null);
  const [motion, setMotion] = useState<PlaneMotion | null>(null);
  const plot = useView((state) => state.plot);
  const region = useView((state) => state.plane.view);
  const pins = useView((state) => state.plane.pins);

  useEffect(() => {
    if (!area.current) return;
    const stopTime = createPlayback(view, planeTime(view));
    const motion = createMotion(session);
    setMotion(motion);
    const stopWatching = watchSight(area.current, (inSight) => view.set({ inSight }));
    return () => {
      stopWatching();
      stopTime();
      motion.dispose();
      view.set({ inSight: false });
    };
  }, [session, view]);

  useEffect(() => linkRanges(view), [view]);

  const places = pinPlaces(pins, planeView(region, plot), plot.width, plot.height);
  const { store } = view;
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
        {places.map(({ x, y, textX, textY, anchor, number }) => (
          <g key={number} data-pin={number} transform={`translate(${x} ${y})`}>
            <circle r={pinRadius} />
            <text x={textX} y={textY} textAnchor={anchor}>
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
          onPress={() => addPin(view, readoutPoint({ ...store.getState(), hover: null }))}
        >
          <path d="M8 14.5C4.8 10.6 3.3 8.3 3.3 6.2a4.7 4.7 0 0 1 9.4 0c0 2.1-1.5 4.4-4.7 8.3z" />
          <circle cx="8" cy="6.2" r="1.5" />
        </PlotButton>
      )}
      {plot.width > 0 && motion && (
        <MotionButtons motion={motion} left={left + plot.width - 38} top={top + 80} />
      )}
    </>
  );
}

/** Stops and goes on with what moves by itself, or takes a step where motion is unwanted; spreads a crowd out again. */
function MotionButtons({ motion, left, top }: { motion: PlaneMotion; left: number; top: number }) {
  const { view } = usePlaneSession();
  const anything = useView(isMoving);
  const moving = useView((state) => state.moving);
  const crowd = useView(({ plane }) => {
    const { particles } = plane.layers ?? defaultLayers;
    return particles.on && particles.density;
  });
  const still = useReducedMotion();
  useEffect(() => view.set({ moving: !still }), [still, view.set]);
  if (!anything) return null;
  return (
    <>
      {still ? (
        <PlotButton
          label="Step"
          hint="Go on for a moment: your system asks for less motion"
          place={{ left, top }}
          onPress={() => motion.step(stepTime)}
        >
          <path d="M3 3l7 5-7 5zM12 3v10" />
        </PlotButton>
      ) : (
        <PlotButton
          label={moving ? "Pause motion" : "Go on moving"}
          hint={moving ? "Pause what moves" : "Let things move"}
          place={{ left, top }}
          onPress={() => view.set({ moving: !moving })}
        >
          {moving ? <path d="M5.5 3v10M10.5 3v10" /> : <path d="M4.5 2.8 13 8l-8.5 5.2z" />}
        </PlotButton>
      )}
      {crowd && (
        <PlotButton
          label="Spread the particles out again"
          hint="Spread the particles out again"
          place={{ left, top: top + 36 }}
          onPress={motion.again}
        >
          <path d="M12.8 9.6a5 5 0 1 1-.3-4M13 2.6v3.2H9.8" />
        </PlotButton>
      )}
    </>
  );
}
