import { useStore } from "zustand";
import type { BodyFigures } from "../../app/space/protocol.ts";
import { formatSignificant } from "../../shaders/figure/ticks.ts";
import { cssColour, paletteColour } from "../../shaders/palette.ts";
import type { SceneBody } from "../../shaders/space/scene.ts";
import rows from "../ControlsPlace.module.css";
import flux from "../FluxPanel.module.css";
import { ShrinkButtons, Theorem } from "../FluxPart.tsx";
import { Group } from "../Group.tsx";
import { roughText } from "../numbers.ts";
import { useView } from "../session.ts";
import styles from "./Body.module.css";
import { useSpace, useSpaceState } from "./context.ts";

/** The two sides of the divergence theorem over the flux body, and what they come to as it shrinks. */
export function BodyPanel() {
  const { body: meter } = useSpace();
  const state = useStore(meter.store);
  const playing = useView((state) => state.playing);
  const drawn = useSpaceState(({ scene }) => scene?.body ?? null);
  return (
    <Group className={flux.panel} aria-label="Flux of the body">
      <div className={rows.row}>
        {drawn && <Legend drawn={drawn} />}
        <ShrinkButtons meter={meter} />
      </div>
      <Theorem
        state={state}
        meter={meter}
        extent={volumeOf}
        names={(field) => ({ boundary: `∯ ${field}·n dA, outward`, inside: `∭ ∇·${field} dV` })}
        where="body"
        more={(level) => (
          <div>
            <dt>volume</dt>
            <dd>
              <data value={String(level.volume)} data-figure="volume">
                {formatSignificant(level.volume, 9)}
              </data>
            </dd>
          </div>
        )}
        playing={playing}
      />
    </Group>
  );
}

const volumeOf = ({ volume }: BodyFigures["levels"][number]) => volume;

/** Places of the palette from end to end that the bar is drawn by. */
const stops = Array.from({ length: 17 }, (_, k) => k / 16);

/** What the body's colours mean. */
function Legend({ drawn: { palette, limit } }: { drawn: SceneBody }) {
  const theme = useView((state) => state.theme);
  const field = useView((state) => state.picture?.field.name ?? "F");
  const colours = stops.map((at) => cssColour(paletteColour(palette, theme, at)));
  const end = roughText(limit);
  return (
    <span className={styles.legend}>
      <span className="unseen">{`The body's colours: ${field}·n from −${end} to ${end}`}</span>
      <span aria-hidden="true">{`${field}·n`}</span>
      <span aria-hidden="true">−{end}</span>
      <span
        aria-hidden="true"
        className={styles.bar}
        style={{ backgroundImage: `linear-gradient(to right, ${colours.join(", ")})` }}
      />
      <span aria-hidden="true">{end}</span>
    </span>
  );
}
