import { eachAxis } from "../../shaders/space/lens.ts";
import { alignedSection, isSpan, sectionFor } from "../../shaders/space/section.ts";
import { PlaceControls, type Placed } from "../PlaceControls.tsx";
import { useView } from "../session.ts";
import { useSpace, useSpaceState } from "./context.ts";

/** Where in R^n the box lies: the coordinates or directions along its axes, and the other coordinates. */
export function SectionControls() {
  const session = useSpace();
  const given = useSpaceState(({ cell }) => cell.section);
  const names = useView((state) => state.picture?.field.coordinateNames);
  const n = names?.length ?? 0;
  if (!names || n < 4) return null;
  const standard = alignedSection(n);
  const change = ({ origin, directions }: Placed, number: number | null) => {
    const section = { origin, directions: eachAxis((k) => directions[k] as readonly number[]) };
    // As it is by default it is not kept.
    const isStandard = JSON.stringify(section) === JSON.stringify(standard);
    session.change(number === null ? null : `section ${number}`, {
      section: isStandard ? undefined : section,
    });
  };
  return (
    <PlaceControls
      placed={sectionFor(given, n) ?? standard}
      names={names}
      title="Section"
      labels={["First axis", "Second axis", "Third axis"]}
      count="Three"
      formula="x = origin + s first + t second + u third"
      spans="a space"
      isSpan={isSpan}
      onChange={change}
    />
  );
}
