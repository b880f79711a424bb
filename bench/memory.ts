import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
setFlagsFromString("--no-expose-gc");

const bytesInUse = (): number => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/**
 * Bytes of heap and array buffers that a call makes beyond the arrays it returns: what it keeps, and the garbage of
 * the call that nothing has collected by its end. The least of a few calls, for what else allocates only adds.
 */
export function bytesBeyond(run: () => readonly (Float64Array | null)[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3; attempt++) {
    collect();
    const before = bytesInUse();
    const results = run();
    const after = bytesInUse();
    const returned = results.reduce((sum, array) => sum + (array?.byteLength ?? 0), 0);
    least = Math.min(least, after - before - returned);
  }
  return Math.max(0, least);
}
