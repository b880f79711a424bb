/** `npm start`: install what is missing, build, serve the production build, say where. */
import { join } from "node:path";
import { serve } from "./serve.mjs";
import { requireNode, root, runTool, toolPath } from "./support/commands.mjs";
import { ensureGrammar, ensureInstalled } from "./support/install.mjs";

const usualPort = 4173;

/** The port asked for by PORT, or null. @throws {Error} when PORT is not a port */
function askedPort() {
  const text = process.env.PORT;
  if (text === undefined || text === "") return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT is "${text}"; a port is a whole number from 0 to 65535.`);
  }
  return port;
}

async function main() {
  requireNode();
  const port = askedPort();
  await ensureInstalled({ say: console.log });
  console.log("Building …");
  await ensureGrammar();
  const { code, output } = await runTool(toolPath("vite"), ["build", "--logLevel", "warn"]);
  if (code !== 0) throw new Error(`The build failed:\n${output.trim()}`);
  const server = await serve(join(root, "dist"), { port: port ?? usualPort, strict: port !== null });
  console.log(`Deldot is ready at http://localhost:${server.port}/ (Ctrl-C ends it)`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
