/** What is on its way, by its address; undefined where nothing waits for it. @type {Map<string, Promise<unknown> | undefined>} */
let known;

/** @param {string} file @param {string} importer */
function fetched(file, importer) {
  known ??= new Map(Array.from(document.querySelectorAll("link"), ({ href }) => [href, undefined]));
  const { href } = new URL(file, importer);
  if (known.has(href)) return known.get(href);
  const link = document.createElement("link");
  const isStyle = href.endsWith(".css");
  link.rel = isStyle ? "stylesheet" : "modulepreload";
  link.href = href;
  const loaded = isStyle
    ? new Promise((resolve, reject) => {
        link.onload = resolve;
        link.onerror = () => {
          // It may be asked for again.
          known.delete(href);
          link.remove();
          reject(new Error(`The styles at ${href} could not be loaded.`));
        };
      })
    : undefined;
  known.set(href, loaded);
  document.head.append(link);
  return loaded;
}

/**
 * Imports a module, and gives it once the styles it needs are there; its other files are fetched meanwhile.
 * @param {() => Promise<unknown>} load @param {readonly string[]} files @param {string} importer
 */
export async function __vitePreload(load, files = [], importer = "") {
  const [module] = await Promise.all([load(), ...files.map((file) => fetched(file, importer))]);
  return module;
}
