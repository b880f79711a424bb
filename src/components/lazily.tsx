import type { ComponentType } from "react";
import { part } from "./part.ts";
import { useNotebook } from "./session.ts";

/** A part of the page that the first picture does not need and does not wait for; an `early` one is that picture. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const usePart = part(load);
  return Object.assign(
    (props: Props & { early?: boolean }) => {
      const Part = usePart(useNotebook((state) => state.begun || props.early === true));
      return Part && <Part {...props} />;
    },
    { prepare: usePart.prepare },
  );
}
