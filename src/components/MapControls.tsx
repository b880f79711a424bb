import { fieldChoices, isSliced } from "../app/store/picture.ts";
import type { ExactMethod } from "../engine/divergence/method.ts";
import type { MapKind } from "../shaders/protocol.ts";
import styles from "./Controls.module.css";
import { SegmentedControl } from "./SegmentedControl.tsx";
import { usePlaneSession, useView } from "./session.ts";

const kinds: readonly { value: MapKind; label: string; note: string }[] = [
  { value: "exact", label: "Exact", note: "The exact divergence" },
  { value: "estimate", label: "Estimate", note: "Hutchinson's stochastic estimate" },
  { value: "error", label: "Signed error", note: "Estimate − exact" },
];

/** The exact methods with what each costs in the plane. They agree. */
const methods: Readonly<Record<ExactMethod, string>> = {
  "jacobian-forward": "forward, 2 jvps",
  "jacobian-reverse": "reverse, 2 vjps",
  "per-component": "per component, 2 grads",
};

/** The three maps that are one click away. */
export function MapKinds() {
  const { view } = usePlaneSession();
  const { map, colouring } = useView((state) => state.plane);
  return (
    <SegmentedControl
      label="Map"
      options={kinds}
      value={map}
      disabled={(colouring?.quantity ?? "divergence") !== "divergence"}
      onChange={(map) => view.setPlane({ map })}
    />
  );
}

/** What the map shows and how. */
export function MapControls() {
  const { view } = usePlaneSession();
  const plane = useView((state) => state.plane);
  const sliced = useView(isSliced);
  return (
    <>
      <FieldSelect />
      <MapKinds />
      <label className={styles.pair}>
        <span>Exact by</span>
        <select
          value={plane.method}
          disabled={sliced}
          onChange={(event) => view.setPlane({ method: event.target.value as ExactMethod })}
        >
          {Object.entries(methods).map(([method, words]) => (
            <option key={method} value={method}>
              {sliced ? "the cheapest form" : words}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

/** Which field, where the source has several. */
function FieldSelect() {
  const { view } = usePlaneSession();
  const picture = useView((state) => state.picture);
  const fields = fieldChoices(
    useView((state) => state.program),
    picture,
  );
  if (!picture || fields.length < 2) return null;
  return (
    <label className={styles.pair}>
      <span>Field</span>
      <select value={picture.field.name} onChange={(event) => view.setPlane({ field: event.target.value })}>
        {fields.map(({ name, dimension }) => (
          <option key={name} value={name}>
            {dimension > 2 ? `${name} on R^${dimension}` : name}
          </option>
        ))}
      </select>
    </label>
  );
}
