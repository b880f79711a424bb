import { fieldChoices } from "../../app/store/picture.ts";
import controls from "../Controls.module.css";
import { useView } from "../session.ts";
import { useSpace, useSpaceState } from "./context.ts";

/** Which field; those of the plane are not for space. */
export function FieldSelect() {
  const session = useSpace();
  const chosen = useSpaceState(({ cell }) => cell.field);
  const picture = useView((state) => state.picture);
  const program = useView((state) => state.program);
  const fields = fieldChoices(program, picture, 3);
  if (fields.length === 0) return null;
  const name = picture?.field.name ?? chosen ?? "";
  return (
    <label className={controls.pair}>
      <span>Field</span>
      <select value={name} onChange={({ target }) => session.change(null, { field: target.value })}>
        {!fields.some((field) => field.name === name) && <option disabled>{name}</option>}
        {fields.map(({ name, dimension }) => (
          <option key={name} value={name}>
            {dimension > 3 ? `${name} on R^${dimension}` : name}
          </option>
        ))}
      </select>
    </label>
  );
}
