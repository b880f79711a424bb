import { deldot as run } from "../../src/cli/testing/command.ts";

/**
 * What `deldot …` prints, run within this process: starting it as one of its own is what a unit test is about, and takes
 * a second each time. Rejects with what it complains about.
 */
export async function deldot(argv: readonly string[], stdin: string): Promise<string> {
  const { code, stdout, stderr } = await run(argv, stdin);
  if (code !== 0) throw new Error(`deldot ended with ${code}: ${stderr}`);
  return stdout;
}

/** The rows of a CSV text under its header, each cell as it is written. */
export function csvRows(text: string): { readonly header: string[]; readonly rows: string[][] } {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const [header = [], ...rows] = lines.map((line) => line.split(","));
  return { header, rows };
}
