import { lazy, Suspense } from "react";
import { hasAnswered, planeOf } from "../app/store/notebook.ts";
import { isSliced } from "../app/store/picture.ts";
import { useNotebook } from "./session.ts";

const Part = lazy(async () => ({ default: (await import("./FluxPart.tsx")).FluxPart }));

/** The flux region over the picture, or its figures; loaded when it is first switched on. */
export function Flux(props: { overlay?: boolean }) {
  return (
    useNotebook((state) => planeOf(state.document).flux?.on && !isSliced(state) && hasAnswered(state)) && (
      <Suspense>
        <Part {...props} />
      </Suspense>
    )
  );
}
