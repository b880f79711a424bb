import { later } from "../lazily.tsx";
import { useView } from "../session.ts";
import { useSpaceState } from "./context.ts";

const parts = () => import("./body-parts.ts");
const Overlay = later(async () => (await parts()).BodyOverlay);
const Panel = later(async () => (await parts()).BodyPanel);

/** What of a flux body lies over the picture, or its figures; loaded when one is first switched on. */
export function Body({ overlay = false }: { overlay?: boolean }) {
  const on = useSpaceState(({ cell }) => cell.body?.on === true);
  const isThere = useView(({ picture }) => picture !== null);
  return on && isThere && (overlay ? <Overlay /> : <Panel />);
}
