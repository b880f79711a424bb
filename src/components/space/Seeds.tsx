import { defaultStreamlines } from "../../app/document/space-cell.ts";
import { dragged } from "../../app/space/motion.ts";
import { rakeSeeds, usualRake } from "../../app/space/rake.ts";
import { type Lens, placeOf, type Triple } from "../../shaders/space/lens.ts";
import { useSpace, useSpaceState } from "./context.ts";
import { Handle } from "./Handle.tsx";
import styles from "./Space.module.css";

/** Where lines begin that are not placed evenly: seeds put by hand, or a rake with the two handles it is drawn by. */
export function Seeds({ lens }: { lens: Lens }) {
  const lines = useSpaceState(({ cell }) => cell.streamlines ?? defaultStreamlines);
  const box = useSpaceState(({ cell }) => cell.box);
  if (!lines.on || lines.seeds === "even") return null;
  const rake = lines.seeds === "rake" ? (lines.rake ?? usualRake(box)) : null;
  const places = (rake ? rakeSeeds(rake) : lines.hand).map((seed) => placeOf(lens, seed));
  const [first, last] = [places[0], places.at(-1)];
  return (
    <>
      <svg className={styles.over} aria-hidden="true">
        {rake && first && last && (
          <line className={styles.rakeLine} x1={first.left} y1={first.top} x2={last.left} y2={last.top} />
        )}
        {places.map(
          (place, k) =>
            place && (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may be at one place.
              <circle key={k} className={styles.seed} cx={place.left} cy={place.top} r={3.2} />
            ),
        )}
      </svg>
      {rake && (["from", "to"] as const).map((end) => <End key={end} lens={lens} end={end} at={rake[end]} />)}
    </>
  );
}

/** An end of the rake is drawn at its depth. */
function End({ lens, end, at }: { lens: Lens; end: "from" | "to"; at: Triple }) {
  const session = useSpace();
  const place = placeOf(lens, at);
  if (!place) return null;
  return (
    <Handle
      name={`rake ${end}`}
      title={`Drag the rake’s ${end === "from" ? "first" : "last"} seed`}
      place={place}
      from={at}
      onDrag={(from, right, down) => {
        const { streamlines = defaultStreamlines, box } = session.store.getState().cell;
        const rake = { ...(streamlines.rake ?? usualRake(box)), [end]: dragged(lens, from, right, down) };
        session.change(`rake ${end}`, { streamlines: { ...streamlines, rake } });
      }}
    >
      <i>{end === "from" ? "1" : "n"}</i>
    </Handle>
  );
}
