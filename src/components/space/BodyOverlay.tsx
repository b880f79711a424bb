import { useStore } from "zustand";
import {
  draggedBody,
  grownBody,
  placedBody,
  pulledAxes,
  pulledBody,
  reachPlace,
  seenAxes,
  withCentre,
  withReach,
} from "../../app/space/body-motion.ts";
import { type Lens, placeOf, type Triple } from "../../shaders/space/lens.ts";
import type { SpaceBody } from "../../shaders/space/scene.ts";
import { arrows } from "../gestures.ts";
import { coordinateText } from "../numbers.ts";
import { useView } from "../session.ts";
import styles from "./Body.module.css";
import { outlineOf } from "./body-outline.ts";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import { useHold } from "./useHold.ts";

/** Steps from one side of the box to the other that keys move a body by, and by how much they resize it. */
const steps = 40;
const growth = 1.1;

type Settings = ReturnType<typeof placedBody>;

/** What a flux body is moved and resized by in the picture; as it shrinks, what it was and its centre. */
export function BodyOverlay() {
  const { body: meter } = useSpace();
  const lens = useSpaceState(({ scene }) => scene?.lens ?? null);
  const cell = useSpaceState((state) => state.cell);
  const shrunk = useStore(meter.store, (state) => state.shrunk);
  const names = useAxisNames();
  // Through a body there is a flux of fields on R^3 alone.
  const isThere = useView(({ picture }) => picture?.field.dimension === 3);
  if (!lens || !isThere) return null;
  const body = placedBody(cell);
  if (shrunk !== null) return <Former body={body} lens={lens} />;
  const { shape, centre, half } = body;
  const toward = seenAxes(lens);
  const step = (axis: 0 | 1 | 2) => (cell.box.high[axis] - cell.box.low[axis]) / steps;
  const moved = (body: Settings, which: number, by: number) => {
    const { axis, way } = toward[which] ?? { axis: 0, way: 1 };
    return withCentre(body, axis, body.centre[axis] + by * way * step(axis), cell.box);
  };
  return (
    <>
      <Grip
        name="centre"
        label={`Flux body, ${shape}. Arrow keys move it, Page Up and Page Down away and nearer, with Shift arrow keys resize it.`}
        at={centre}
        value={centre[0]}
        text={`centre ${centre.map(shortText).join(", ")}`}
        onDrag={(body, right, down) => draggedBody(body, lens, right, down)}
        onKey={(body, key, shift) => {
          const arrow = arrows[key];
          if (arrow && shift) return grownBody(body, growth ** (arrow[0] + arrow[1]));
          if (arrow) return arrow[0] !== 0 ? moved(body, 0, arrow[0]) : moved(body, 1, arrow[1]);
          if (key === "PageUp") return moved(body, 2, -1);
          return key === "PageDown" ? moved(body, 2, 1) : null;
        }}
      />
      {pulledAxes(body, lens).map((axis) => (
        <Grip
          key={axis}
          name={String(axis)}
          label={
            shape === "sphere"
              ? "Radius of the flux body. Arrow keys change it."
              : `Reach of the flux body along ${names[axis]}. Arrow keys change it.`
          }
          at={reachPlace(body, lens, axis)}
          value={half[axis]}
          text={shortText(half[axis])}
          onDrag={(body, right, down) => pulledBody(body, lens, axis, right, down)}
          onKey={(body, key) => {
            const arrow = arrows[key];
            return arrow ? withReach(body, axis, body.half[axis] * growth ** (arrow[0] + arrow[1])) : null;
          }}
        />
      ))}
    </>
  );
}

interface GripProps {
  readonly name: string;
  readonly label: string;
  readonly at: Triple;
  readonly value: number;
  readonly text: string;
  /** The body as it was when it was taken hold of, after so many CSS pixels. */
  readonly onDrag: (body: Settings, right: number, down: number) => Settings;
  /** null where the key means nothing. */
  readonly onKey: (body: Settings, key: string, shift: boolean) => Settings | null;
}

/** A handle for hand and keys. */
function Grip({ name, label, at, value, text, onDrag, onKey }: GripProps) {
  const session = useSpace();
  const lens = useSpaceState(({ scene }) => scene?.lens ?? null);
  const bodyNow = () => placedBody(session.store.getState().cell);
  const change = (body: Settings) => session.change(`body ${name}`, { body });
  const hold = useHold(bodyNow(), (body, right, down) => change(onDrag(body, right, down)));
  const place = lens && placeOf(lens, at);
  if (!place) return null;
  return (
    <span
      className={styles.grip}
      style={{ left: place.left, top: place.top }}
      data-handle={`body-${name}`}
      tabIndex={0}
      role="slider"
      aria-roledescription="movable point"
      aria-label={label}
      // Written without an exponent, which is no number where it stands.
      aria-valuenow={Number(value.toFixed(6))}
      aria-valuetext={text}
      {...hold}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const body = onKey(bodyNow(), event.key, event.shiftKey);
        if (!body) return;
        event.preventDefault();
        change(body);
      }}
    />
  );
}

function Former({ body, lens }: { body: SpaceBody; lens: Lens }) {
  const centre = placeOf(lens, body.centre);
  return (
    <svg className={styles.over} aria-hidden="true">
      <path className={styles.former} d={outlineOf(body, lens)} />
      {centre && <circle className={styles.centre} cx={centre.left} cy={centre.top} r={3} />}
    </svg>
  );
}

function shortText(value: number): string {
  return coordinateText(Number(value.toPrecision(5)));
}
