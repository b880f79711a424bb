import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PythonTarget } from "../../engine/codegen/python/expression.ts";

/** Which Python: `DELDOT_PYTHON`, or python3 on the path. */
export const python = process.env.DELDOT_PYTHON ?? "python3";

const packages: Readonly<Record<PythonTarget, string>> = { jax: "jax", pytorch: "torch", numpy: "numpy" };

function runs(code: string): boolean {
  try {
    execFileSync(python, ["-c", code], { stdio: "ignore", timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
}

/** Whether there is a Python at all. */
export const hasPython = runs("");

/** The libraries that this Python has. */
export const libraries: readonly PythonTarget[] = hasPython
  ? (Object.keys(packages) as PythonTarget[]).filter((target) =>
      runs(
        `import numpy, importlib.util, sys; sys.exit(importlib.util.find_spec("${packages[target]}") is None)`,
      ),
    )
  : [];

/** A call of functions of a printed program, each at every point. */
export interface Call {
  readonly program: string;
  readonly functions: readonly string[];
  readonly points: readonly (readonly number[])[];
  readonly keywords?: Readonly<Record<string, number>>;
  readonly target: PythonTarget;
}

/** Points are mapped over by the library, where it can: what is printed has to bear that. */
const driver = `
import importlib.util, json, sys, warnings
warnings.simplefilter("ignore")
results = []
for at, call in enumerate(json.load(open(sys.argv[1]))):
    spec = importlib.util.spec_from_file_location(f"program{at}", call["path"])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    values = []
    for name in call["functions"]:
        own, keywords = getattr(module, name), call["keywords"]
        if call["target"] == "numpy":
            import numpy as np
            rows = [np.asarray(own(np.array(point), **keywords), float).tolist() for point in call["points"]]
        elif call["target"] == "jax":
            import jax, jax.numpy as jnp
            mapped = jax.vmap(lambda point: own(point, **keywords))
            rows = jax.jit(mapped)(jnp.array(call["points"])).tolist()
        else:
            import torch
            mapped = torch.func.vmap(lambda point: own(point, **keywords))
            rows = mapped(torch.tensor(call["points"])).tolist()
        values.append(rows)
    results.append(values)
json.dump(results, open(sys.argv[2], "w"))
`;

/** The values of every call: by function, then by point. All in one Python, whose libraries load slowly. */
export function callPrograms(calls: readonly Call[]): (number | number[])[][][] {
  const folder = mkdtempSync(join(tmpdir(), "deldot-python-"));
  try {
    const jobs = calls.map(({ program, keywords = {}, ...call }, at) => {
      const path = join(folder, `program${at}.py`);
      writeFileSync(path, program);
      return { ...call, keywords, path };
    });
    const [asked, answered] = [join(folder, "calls.json"), join(folder, "values.json")];
    writeFileSync(asked, JSON.stringify(jobs));
    execFileSync(python, ["-c", driver, asked, answered], { stdio: ["ignore", "ignore", "inherit"] });
    // Python writes NaN and Infinity, which JSON has not.
    return JSON.parse(
      readFileSync(answered, "utf8").replace(/NaN|-?Infinity/g, (word) =>
        word === "NaN" ? "null" : `${word[0] === "-" ? "-" : ""}1e999`,
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether Python reads each of these as a program. */
export function compilePrograms(programs: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), "deldot-python-"));
  try {
    const paths = programs.map((program, at) => {
      const path = join(folder, `program${at}.py`);
      writeFileSync(path, program);
      return path;
    });
    execFileSync(python, ["-m", "py_compile", ...paths], { stdio: ["ignore", "ignore", "pipe"] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
