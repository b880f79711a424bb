import { expect, it } from "vitest";
import type { CsvTask } from "../cpu/protocol.ts";
import { createDocument, type PlaneCell } from "../document/document.ts";
import type { PlaneSession } from "../plane/plane-session.ts";
import { createNotebook } from "../store/notebook.ts";
import { createView } from "../store/view.ts";
import { gridFile } from "./files.ts";

/** What the worker is asked for a grid of a picture that has drawn nothing yet. */
async function asked(plane: Partial<PlaneCell>): Promise<CsvTask> {
  const view = createView(createNotebook(createDocument("", "F(x, y) = (x y, y)", plane)), "plane");
  const tasks: CsvTask[] = [];
  const cpu = {
    run: async (task: CsvTask) => {
      tasks.push(task);
      return { status: "done", value: new Blob() };
    },
    cancel: () => {},
  };
  const watch = { signal: new AbortController().signal, onProgress: () => {} };
  await gridFile({ view, cpu } as unknown as PlaneSession, [], watch);
  return tasks[0] as CsvTask;
}

it("a grid says what its picture is of, also where that was never drawn", async () => {
  const compare = { left: "estimate", right: "exact", divider: 0.5, step: 0.001 } as const;
  expect((await asked({ map: "error", compare })).map).toBe(
    "Signed error of the divergence of F, estimate − exact",
  );
  expect((await asked({ map: "estimate" })).map).toBe("Estimate of the divergence of F");
  // What the worker knows itself.
  expect((await asked({})).map).toBeUndefined();
  const colouring = { quantity: "curl", palette: "auto", scale: "linear", contours: false } as const;
  const curl = await asked({ map: "estimate", colouring });
  expect([curl.map, curl.subject.quantity]).toEqual([undefined, "curl"]);
});
