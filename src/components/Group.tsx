import type { ComponentProps } from "react";

/** A named part of a cell. It is no landmark: a page of many cells would have many of one name. */
export function Group(props: ComponentProps<"section">) {
  // biome-ignore lint/a11y/useSemanticElements: a fieldset has a look and a size of its own.
  return <section role="group" {...props} />;
}
