import { defaultStreamlines, flowBounds, type StreamlineSettings } from "../../app/document/space-cell.ts";
import { probeOf } from "../../app/space/view.ts";
import { PassingButton } from "../PassingButton.tsx";
import { SegmentedControl } from "../SegmentedControl.tsx";
import { useSpace, useSpaceState } from "./context.ts";
import { Layer } from "./Layer.tsx";
import { RakeFields } from "./RakeFields.tsx";
import { SeedList } from "./SeedList.tsx";
import styles from "./Space.module.css";

const seeds = [
  { value: "even", label: "Even", note: "All over the box, at equal distances" },
  { value: "rake", label: "Rake", note: "In a row" },
  { value: "hand", label: "By hand", note: "Where you put them" },
] as const;

const choices = [
  {
    name: "shape",
    label: "As",
    options: { lines: "Lines", flux: "Tubes by flux", divergence: "Tubes by ∇·F" },
  },
  { name: "colour", label: "Colour", options: { map: "Of the map", plain: "Plain" } },
  { name: "density", label: "Density", options: { sparse: "Sparse", normal: "Normal", dense: "Dense" } },
] as const;

/** What the width of tubes says. */
const notes = {
  lines: null,
  flux: "A tube’s cross-section is to that at its seed as the flux that a thin bundle of flow lines carries: exp ∫∇·F dt. It grows through sources, shrinks through sinks, and stays as it is where ∇·F = 0; a quarter of the lines’ distance is the widest radius.",
  divergence:
    "A tube is as wide as ∇·F at the place is large: thinnest at the least, widest at the largest of all.",
} as const;

/** Lines of the flow: where they begin, and what they are drawn as. */
export function StreamlineControls() {
  const session = useSpace();
  const lines = useSpaceState(({ cell }) => cell.streamlines ?? defaultStreamlines);
  const set = (kind: string | null, settings: Partial<StreamlineSettings>) =>
    session.change(kind, { streamlines: { ...lines, ...settings } });
  return (
    <Layer name="Streamlines" on={lines.on} onSwitch={(on) => set(null, { on })}>
      {lines.on && (
        <>
          <SegmentedControl
            label="Seeds"
            options={seeds}
            value={lines.seeds}
            onChange={(to) => set(null, { seeds: to })}
          />
          {lines.seeds === "rake" && <RakeFields lines={lines} set={set} />}
          {lines.seeds === "hand" && (
            <SeedList
              lines={lines}
              set={set}
              addProbe={() => set(null, { hand: [...lines.hand, probeOf(session.store.getState().cell)] })}
            />
          )}
          {choices.map(
            ({ name, label, options }) =>
              (name !== "density" || lines.seeds === "even") && (
                <label key={name} className={styles.choice}>
                  <span>{label}</span>
                  <select value={lines[name]} onChange={({ target }) => set(null, { [name]: target.value })}>
                    {Object.entries(options).map(([value, words]) => (
                      <option key={value} value={value}>
                        {words}
                      </option>
                    ))}
                  </select>
                </label>
              ),
          )}
          {lines.shape !== "lines" && (
            <label className={styles.setting} title="Of all tubes together">
              <span>Width</span>
              <input
                type="range"
                min={Math.log2(flowBounds.width[0])}
                max={Math.log2(flowBounds.width[1])}
                step={0.05}
                value={Math.log2(lines.width)}
                onChange={({ target }) =>
                  set("tube width", { width: Number((2 ** Number(target.value)).toFixed(3)) })
                }
              />
              <output>{lines.width.toFixed(2)}</output>
            </label>
          )}
          {notes[lines.shape] && <p className={styles.note}>{notes[lines.shape]}</p>}
          <Progress />
        </>
      )}
    </Layer>
  );
}

/** How far lines are that take their time, and why there are none. */
function Progress() {
  const { flow } = useSpace();
  const share = useSpaceState(({ lineProgress }) => lineProgress);
  const lines = useSpaceState(({ streamlines }) => streamlines);
  if (lines.status === "failed") return <p className={styles.problem}>{lines.message}</p>;
  if (lines.status === "done" && lines.value.starts.length < 2)
    return <p role="status">No line begins where its seeds are.</p>;
  if (lines.status === "stopped")
    return (
      <PassingButton about="lines" onClick={flow.makeLines}>
        Make the lines after all
      </PassingButton>
    );
  return share === null ? null : (
    <>
      <progress max={1} value={share} aria-label="Share of the streamlines made" />
      <PassingButton about="lines" onClick={flow.stopLines}>
        Stop
      </PassingButton>
    </>
  );
}
