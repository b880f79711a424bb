import { type ComponentType, useEffect, useState } from "react";

/**
 * A component that is loaded once something wants it, as a hook: null until it is there. Not by Suspense: what comes soon
 * after something else that was waited for, React holds back for 300 milliseconds. What `prepare` has loaded is there at
 * once.
 */
export function part<Props>(
  load: () => Promise<ComponentType<Props>>,
): ((isWanted: boolean) => ComponentType<Props> | null) & { prepare(): Promise<void> } {
  let Part: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const start = async () => {
    // Where it cannot be had, the page goes on without it.
    Part = await load().catch(() => () => null);
  };
  const prepare = () => (loading ??= start());
  return Object.assign(
    (isWanted: boolean) => {
      const [, setLoaded] = useState(false);
      const waits = isWanted && !Part;
      useEffect(() => {
        if (waits) prepare().then(() => setLoaded(true));
      }, [waits]);
      return isWanted ? Part : null;
    },
    { prepare },
  );
}
