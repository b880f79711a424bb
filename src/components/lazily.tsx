import { type ComponentType, lazy, Suspense } from "react";
import { useNotebook } from "./session.ts";

/** A part of the page that the first picture does not need and does not wait for; an `early` one is that picture. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props & { early?: boolean }> {
  // Where it cannot be had, the page goes on without it.
  const Part = lazy(async () => ({ default: await load().catch((): ComponentType<Props> => () => null) }));
  return (props) =>
    useNotebook((state) => state.begun || props.early) && <Suspense>{<Part {...props} />}</Suspense>;
}
