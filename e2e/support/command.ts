import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../scripts/deldot.mjs", import.meta.url));

/** What `npm run -s deldot -- …` prints. Rejects with what it complains about. */
export function deldot(argv: readonly string[], stdin: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...argv]);
    let output = "";
    let complaint = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`deldot ended with ${code}: ${complaint}`)),
    );
    child.stdin.end(stdin);
  });
}

/** The rows of a CSV text under its header, each cell as it is written. */
export function csvRows(text: string): { readonly header: string[]; readonly rows: string[][] } {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const [header = [], ...rows] = lines.map((line) => line.split(","));
  return { header, rows };
}
