import { isSliced } from "../app/store/picture.ts";
import { hasAnswered } from "../app/store/view.ts";
import { later } from "./lazily.tsx";
import { useView } from "./session.ts";

const Part = later(async () => (await import("./FluxPart.tsx")).FluxPart);

/** The flux region over the picture, or its figures; loaded when it is first switched on. */
export function Flux(props: { overlay?: boolean }) {
  return (
    useView((state) => state.plane.flux?.on && !isSliced(state) && hasAnswered(state)) && <Part {...props} />
  );
}
