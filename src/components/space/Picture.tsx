import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { watchSight } from "../../app/plane/playback.ts";
import { pinsOf } from "../../app/space/pins.ts";
import { probeOf } from "../../app/space/view.ts";
import { hasErrors } from "../../app/store/picture.ts";
import { barLabelWidth } from "../../shaders/figure/colour-bar.ts";
import { pinRadius } from "../../shaders/figure/pins.ts";
import { axesInSpace } from "../../shaders/space/axes.ts";
import { placeOf } from "../../shaders/space/lens.ts";
import { pinPlacesIn } from "../../shaders/space/pin-places.ts";
import { ColourBar } from "../ColourBar.tsx";
import { later } from "../lazily.tsx";
import { Marks } from "../Marks.tsx";
import plot from "../Plot.module.css";
import said from "../PlotGestures.module.css";
import { useSession, useView } from "../session.ts";
import { Body } from "./Body.tsx";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import styles from "./Space.module.css";
import { spaceService } from "./service.ts";
import { useSeedGestures } from "./useSeedGestures.ts";
import { useSpaceGestures } from "./useSpaceGestures.ts";

const parts = () => import("./over-parts.ts");
const ParticleButtons = later(async () => (await parts()).ParticleButtons);
const PlaneHandles = later(async () => (await parts()).PlaneHandles);
const Seeds = later(async () => (await parts()).Seeds);
const SliceHandles = later(async () => (await parts()).SliceHandles);

/** Below this width the colour bar lies under the picture instead of beside it, in CSS pixels. */
const narrow = 560;
const barWidth = 14;

/** The picture with what lies over it: ticks, the probe and the handles of the slices; and the colour bar beside it. */
export function Picture() {
  const session = useSpace();
  const page = useSession();
  const figure = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0, pixelRatio: 1 });
  const lying = size.width < narrow;
  const words = useView((state) => state.frame?.legend.words ?? `Field ${state.picture?.field.name ?? ""}`);
  const beginning = useView(
    (state) => state.frame === null && state.problem === null && state.picture !== null,
  );
  const { pixelRatio } = size;
  const width = Math.max(0, lying ? size.width : size.width - barLabelWidth - barWidth - 34);
  const height = Math.max(0, lying ? size.height - 58 : size.height);

  useLayoutEffect(() => {
    const element = figure.current;
    if (!element) return;
    const measure = () => {
      const { clientWidth, clientHeight } = element;
      const now = { width: clientWidth, height: clientHeight, pixelRatio: window.devicePixelRatio };
      setSize((last) => (JSON.stringify(last) === JSON.stringify(now) ? last : now));
    };
    // Now, so that the picture is drawn in it at once: the observer tells it frames later.
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // Browser zoom and moving to another screen change the ratio, and not always the size.
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, []);
  useLayoutEffect(() => {
    session.view.set({ plot: { width, height, pixelRatio } });
  }, [session, width, height, pixelRatio]);
  useLayoutEffect(() => {
    const paper = canvas.current?.getContext("2d");
    return paper ? spaceService(page).stage?.add(session, paper) : undefined;
  }, [session, page]);
  useEffect(() => (box.current ? watchSight(box.current, session.pictureSeen) : undefined), [session]);
  useSpaceGestures(box);
  useSeedGestures(box);

  return (
    <div ref={figure} className={styles.figure}>
      <div
        ref={box}
        className={styles.plot}
        style={{ inlineSize: width, blockSize: height }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is worked with keys of its own.
        tabIndex={0}
        role="application"
        aria-label={`${words} in space. Arrow keys turn it, with Shift they move it, plus and minus zoom, 0 resets; x, y and z move the slices, with Shift back; n moves the free plane, brackets turn it, with Shift they tilt it; P pins the probe, S begins a streamline there.`}
      >
        <canvas ref={canvas} className={styles.canvas} style={{ inlineSize: width, blockSize: height }} />
        {beginning && <p className={styles.between}>Drawing the first picture…</p>}
        <Over />
        <Body overlay />
        <Missing />
      </div>
      {width > 0 && <ParticleButtons left={width - 38} />}
      {size.width > 0 && (
        <svg className={styles.bar} aria-hidden="true">
          <ColourBar
            left={lying ? 14 : width + 16}
            top={lying ? height + 24 : 34}
            length={lying ? Math.max(0, width - 28) : Math.max(0, height - 60)}
            thickness={barWidth}
            lying={lying}
          />
        </svg>
      )}
    </div>
  );
}

/** What is said where there is no field to show now: over the last good picture, or where there was none yet. */
function Missing() {
  const stale = useView((state) => state.stale);
  const wrong = useView(({ program }) => hasErrors(program));
  const isShown = useView(({ picture }) => picture !== null);
  // What is wrong with a source is said below.
  if (!stale || (wrong && !isShown)) return null;
  const hint = (
    <>
      write one in a source, such as <code>F(x, y, z) = (x z, y, x y)</code>
    </>
  );
  if (isShown)
    return (
      <p className={`${said.said} ${said.stale}`} role="status">
        The last good picture; {wrong ? "the source has an error" : <>no field in space is left: {hint}</>}
      </p>
    );
  return (
    <p className={styles.between} role="status">
      There is no field in space yet: {hint}.
    </p>
  );
}

function Over() {
  const lens = useSpaceState((state) => state.scene?.lens ?? null);
  const cell = useSpaceState((state) => state.cell);
  const names = useAxisNames();
  const marks = useMemo(() => lens && axesInSpace(lens, names), [lens, names]);
  if (!lens || !marks) return null;
  const probe = placeOf(lens, probeOf(cell));
  return (
    <>
      <svg className={styles.over} aria-hidden="true">
        {/* Each axis by itself: several have the same labels. */}
        {([0, 1, 2] as const).map((axis) => (
          <Marks key={axis} marks={marks[axis]} />
        ))}
        {probe && (
          <g transform={`translate(${probe.left} ${probe.top})`}>
            <path className={plot.halo} d="M-11 0h7M4 0h7M0-11v7M0 4v7" />
            <path className={plot.cross} d="M-11 0h7M4 0h7M0-11v7M0 4v7" />
          </g>
        )}
        {pinPlacesIn(lens, pinsOf(cell)).map(({ number, x, y, textX, textY, anchor }) => (
          <g key={number} className={styles.pin} data-pin={number} transform={`translate(${x} ${y})`}>
            <circle r={pinRadius} />
            <text x={textX} y={textY} textAnchor={anchor}>
              {number}
            </text>
          </g>
        ))}
      </svg>
      <Seeds lens={lens} />
      <SliceHandles lens={lens} />
      <PlaneHandles lens={lens} />
    </>
  );
}
