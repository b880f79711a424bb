import { type ComponentProps, useLayoutEffect, useRef } from "react";

interface Props extends Omit<ComponentProps<"button">, "type" | "ref"> {
  /** What the button is about: where it goes while it has the focus, another one about the same has it next. */
  readonly about: string;
}

/** A button that comes and goes: what it gives way to has the focus after it, or else the cell or dialog around it. */
export function PassingButton({ about, ...rest }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const { current } = button;
    return () => {
      // Still in its place here; what takes it is there when this change of the page is made.
      const around = current?.closest<HTMLElement>("dialog, [data-cell]");
      if (!around || document.activeElement !== current) return;
      queueMicrotask(() => {
        if (document.activeElement !== document.body) return;
        const next = around.querySelector<HTMLElement>(`[data-about="${about}"]:enabled`);
        (next ?? around).focus({ preventScroll: next === null });
      });
    };
  }, [about]);
  return <button ref={button} type="button" data-about={about} {...rest} />;
}
