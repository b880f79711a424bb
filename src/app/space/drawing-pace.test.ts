import { expect, it } from "vitest";
import { DrawingPace } from "./drawing-pace.ts";

it("moving pictures are so coarse that they do not hold the page, by how long parts of still ones took", () => {
  const all = 30_000;
  for (const marching of [false, true])
    for (const each of [1e-3, 0.01, 0.05]) {
      const pace = new DrawingPace(marching);
      pace.anew(1e9);
      for (let drawn = 0; drawn < all; drawn += pace.size)
        pace.partTook(1 + each * pace.size, pace.size, all, 1);
      expect((all / pace.coarse ** 2) * each, `${each}`).toBeLessThan(250);
    }
});
