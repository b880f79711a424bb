import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { minify } from "terser";
import { defineConfig, type Plugin } from "vite";
import { demosMark, writeServiceWorker } from "./scripts/support/service-worker.mjs";

const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")) as {
  version: string;
};

/**
 * Vite's development server puts styles into the page and talks to it over a socket; the policy of index.html
 * forbids both, so there, and only there, it is relaxed.
 */
function relaxedPolicyWhileDeveloping(): Plugin {
  return {
    name: "deldot:relaxed-policy",
    apply: "serve",
    transformIndexHtml: (html, { server }) =>
      server
        ? html
            .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
            .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
            .replace("connect-src 'self'", "connect-src 'self' ws:")
        : html,
  };
}

/**
 * Vite bundles each worker by itself, with its own copy of the engine. Made chunks of the page's build instead, the
 * page and its workers share theirs, and the first load is that much smaller.
 */
function workersShareChunks(): Plugin {
  const worker = /new Worker\(\s*new URL\("([^"]+)",\s*import\.meta\.url\)/g;
  return {
    name: "deldot:workers-share-chunks",
    apply: "build",
    enforce: "pre",
    async transform(code, importer) {
      if (!importer.includes("/src/") || !code.includes("new Worker(")) return null;
      let text = code;
      for (const [found, specifier] of code.matchAll(worker)) {
        const target = await this.resolve(specifier ?? "", importer);
        if (!target) throw new Error(`${importer}: there is no worker ${specifier}`);
        const reference = this.emitFile({ type: "chunk", id: target.id });
        text = text.replace(found, `new Worker(import.meta.ROLLUP_FILE_URL_${reference}`);
      }
      return { code: text, map: null };
    },
    // What a file imports finds out what it imports itself only once it is there: named by workers, and by what space is
    // made of, all are fetched at once.
    generateBundle(_options, bundle) {
      const importsOf = (name: string) => {
        const file = bundle[name];
        return file?.type === "chunk" ? file.imports : [];
      };
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        const isWorker = file.facadeModuleId?.endsWith("-worker.ts") === true;
        if (!isWorker && file.name !== "space") continue;
        const direct = importsOf(file.fileName);
        const all = new Set(direct);
        for (const name of all) for (const imported of importsOf(name)) all.add(imported);
        if (isWorker && [...all].some((name) => /\bpage-/.test(name)))
          this.error(`${file.fileName} would start the page.`);
        const further = [...all].filter((name) => !direct.includes(name));
        file.code = further.map((name) => `import"./${basename(name)}";`).join("") + file.code;
      }
    },
  };
}

/** Shaders come without their comments and spaces: only people read those, and not in the build. */
function terseShaders(): Plugin {
  return {
    name: "deldot:terse-shaders",
    apply: "build",
    enforce: "pre",
    load(id) {
      if (!id.endsWith(".glsl?raw")) return null;
      const shader = readFileSync(id.slice(0, -"?raw".length), "utf8");
      const terse = shader
        .replace(/\/\/.*/g, "")
        .replace(/^\s+|[^\S\n]+$/gm, "")
        // Directives have their lines; `a - -b` keeps its space.
        .replace(/^[^#].*/gm, (line) =>
          line
            .replace(/ ([+-]=?|!=|[%^]) (?![+-])/g, "$1")
            .replace(/ ?([=,;:?*/<>&|(){}]) ?/g, "$1")
            // Of numbers as well: 1. is 1.0, and .5 is 0.5.
            .replace(/(?<=\d\.)0\b/g, "")
            .replace(/\b0(?=\.\d)/g, ""),
        )
        .replace(/(?<=[;,{}])\n(?!#|$)/g, "");
      return `export default ${JSON.stringify(terse)}`;
    },
  };
}

/** What Vite has imports wait for, without what only other pages need: nonces, and browsers that do not preload modules. */
function tersePreloading(): Plugin {
  const own = new URL("scripts/support/preload.js", import.meta.url);
  return {
    name: "deldot:terse-preloading",
    apply: "build",
    enforce: "pre",
    load: (id) => (id === "\0vite/preload-helper.js" ? readFileSync(own, "utf8") : null),
  };
}

/** What every visit waits for is small: of the engine terser takes another hundredth away. */
function engineInFewerBytes(): Plugin {
  return {
    name: "deldot:engine-in-fewer-bytes",
    apply: "build",
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk" || file.name !== "engine") continue;
        const { code } = await minify(file.code, { module: true, ecma: 2020, compress: { passes: 2 } });
        if (code) file.code = code;
      }
    },
  };
}

/** What keeps the page for visits without a network is written last: it names every file of the build. */
function worksOffline(): Plugin {
  return {
    name: "deldot:works-offline",
    apply: "build",
    writeBundle: ({ dir }) => (dir ? writeServiceWorker(dir) : undefined),
  };
}

/** A CSS class as its file names it, with the number of the file: short, and the same in every build of the same files. */
function className(name: string, file: string): string {
  return `${name}-${styleSheets.indexOf(basename(file)).toString(36)}`;
}

const styleSheets = readdirSync(new URL("src/components", import.meta.url), { recursive: true })
  .map((name) => basename(String(name)))
  .filter((name) => name.endsWith(".module.css"))
  .sort();

type ChunkingContext = { readonly getModuleInfo: ModuleInfoOf };
type ModuleInfoOf = (id: string) => { readonly importedIds: readonly string[] } | null;

const reachable = new Map<string, ReadonlySet<string>>();

/** Whether a piece has a module. */
function isPartOf({ of, and = of }: (typeof pieces)[number], id: string, infoOf: ModuleInfoOf): boolean {
  return [of, and].every((entries) => entries.some((entry) => needs(entry, infoOf).has(id)));
}

/** Which file a module that several files need goes into; null where the bundler may decide. */
function sharedChunk(id: string, infoOf: ModuleInfoOf): string | null {
  const isShared = /src.(engine|shaders)|@lezer|preload-helper/.test(id);
  // No worker has the page's own file: it would start the page.
  const isWorked = () => workers.some((worker) => needs(worker, infoOf).has(id));
  if (needs("src/main.tsx", infoOf).has(id)) return isShared || isWorked() ? "engine" : null;
  return needs("src/shaders/plane-worker.ts", infoOf).has(id) ? "kernels" : null;
}

const inShaders = (name: string) => `src/shaders/${name}.ts`;
const space = "src/components/space/Space.tsx";
const tools = "src/components/tools.ts";
const opening = ["library/left", "library/documents", "link/open-link"].map((name) => `src/app/${name}.ts`);
/** What the plane's worker loads later. */
const layers = ["more-colours", "more-layers", "draw-figure", "draw-plate", "cpu-renderer"].map(inShaders);
const maps = ["slices", "more-maps"].map(inShaders);
const workers = ["cpu/cpu", "space/space", "space/export/export", "laboratory/laboratory"].map(
  (name) => `src/app/${name}-worker.ts`,
);
const cells = ["LabCell", "Compare", "Convergence", "Cost", "Points"].map(
  (name) => `src/components/laboratory/${name}.tsx`,
);

/**
 * What is loaded later, in few files: a module goes into the first of these that one of `of` needs, and one of `and` as well.
 * Left to the bundler, each set of pieces that share something would have a file of its own, dozens of them for a view of
 * space, and asking for a file takes longer than reading it.
 */
const pieces: readonly {
  readonly name: string;
  readonly of: readonly string[];
  readonly and?: readonly string[];
}[] = [
  { name: "terms", of: opening, and: [...workers, ...layers, ...maps] },
  { name: "numbers", of: ["src/app/cpu/cpu-worker.ts"] },
  { name: "readings", of: [tools], and: [...workers, ...layers, ...maps] },
  { name: "layers", of: layers, and: [space, ...workers] },
  { name: "shaded", of: maps, and: [space, ...workers] },
  { name: "spatial", of: [space], and: workers },
  { name: "opening", of: opening },
  { name: "parts", of: [space], and: [tools, "src/app/cpu/client.ts", ...cells] },
  { name: "spatial-numbers", of: ["src/app/space/space-worker.ts"] },
  { name: "space", of: [space] },
];

/** All modules an entry cannot start without. */
function needs(entry: string, infoOf: ModuleInfoOf): ReadonlySet<string> {
  const known = reachable.get(entry);
  if (known) return known;
  const found = new Set([fileURLToPath(new URL(entry, import.meta.url))]);
  for (const id of found) for (const imported of infoOf(id)?.importedIds ?? []) found.add(imported);
  reachable.set(entry, found);
  return found;
}

export default defineConfig({
  // Relative addresses: the build can be served from any folder.
  base: "./",
  plugins: [
    workersShareChunks(),
    tersePreloading(),
    terseShaders(),
    react(),
    engineInFewerBytes(),
    worksOffline(),
    relaxedPolicyWhileDeveloping(),
  ],
  css: { modules: { generateScopedName: className } },
  define: {
    deldotVersion: JSON.stringify(version),
    deldotDemos: JSON.stringify(demosMark(fileURLToPath(new URL("public/demos", import.meta.url)))),
  },
  worker: { format: "es" },
  build: {
    target: "es2022",
    modulePreload: {
      // Browsers this is built for preload modules themselves.
      polyfill: false,
      // Preloading what a later import needs goes through the document, which workers that import later have not. Only the
      // page opens documents, and imports space: the rest of that has come before its largest file is read.
      resolveDependencies(file, dependencies, { hostType }) {
        if (hostType === "html" || file.includes("/opening-")) return dependencies;
        return file.includes("/space-") ? dependencies.filter((name) => /\/three-|\.css$/.test(name)) : [];
      },
    },
    // The policy allows no data: fonts or scripts, and files of their own are cached.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 500,
    rolldownOptions: {
      output: {
        // Nothing here is read for what reading it does.
        minify: {
          compress: { target: "es2022", treeshake: { propertyReadSideEffects: false } },
          mangle: true,
          codegen: true,
        },
        // Names of files that are loaded later are what the page compresses least: 42 bits tell builds apart.
        chunkFileNames: "assets/[name]-[hash:7].js",
        entryFileNames: "assets/[name]-[hash:7].js",
        assetFileNames: "assets/[name]-[hash:7][extname]",
        // What the page and its workers share is one file, and what the workers share beyond it another: names need not be
        // passed between many, and the page does not wait for what it has no use for.
        codeSplitting: {
          groups: [
            {
              name: (id, context) => sharedChunk(id, (known) => context.getModuleInfo(known)),
              test: /src.(engine|shaders|app)|@lezer|preload-helper/,
              minShareCount: 2,
            },
            { name: "engine", test: /rolldown.runtime/ },
            // The rest of what the page starts with is one file as well, whatever is loaded later makes use of it.
            {
              name: (id, context) =>
                needs("src/main.tsx", (known) => context.getModuleInfo(known)).has(id) ? "page" : null,
              test: /node_modules|src.(app|components|main)/,
            },
            { name: "three", test: /node_modules.(three|@react-three)/ },
            // And the styles of the tools that come after the first picture: the page names every file that it loads later.
            {
              name: (id, context) =>
                needs(tools, (known) => context.getModuleInfo(known)).has(id) ? "styles" : null,
              test: /src.components.*\.css/,
            },
            ...pieces.map((piece) => ({
              name: (id: string, context: ChunkingContext) =>
                isPartOf(piece, id, (known) => context.getModuleInfo(known)) ? piece.name : null,
              test: /src.(engine|shaders|app|components).*(?<!-worker\.ts|\.css)$/,
            })),
          ],
        },
      },
    },
  },
});
