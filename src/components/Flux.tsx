import { lazy, Suspense } from "react";
import { isSliced } from "../app/store/picture.ts";
import { hasAnswered } from "../app/store/view.ts";
import { useView } from "./session.ts";

const Part = lazy(async () => ({ default: (await import("./FluxPart.tsx")).FluxPart }));

/** The flux region over the picture, or its figures; loaded when it is first switched on. */
export function Flux(props: { overlay?: boolean }) {
  return (
    useView((state) => state.plane.flux?.on && !isSliced(state) && hasAnswered(state)) && (
      <Suspense>
        <Part {...props} />
      </Suspense>
    )
  );
}
