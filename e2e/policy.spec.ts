import { readFileSync } from "node:fs";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 800, height: 640 } });

/** What each directive allows, and nothing besides: every word here was weighed, and a further one fails. */
const wanted = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "blob:", "data:"],
  "font-src": ["'self'"],
  "connect-src": ["'self'"],
  "worker-src": ["'self'"],
  "manifest-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
};

test("the policy the page is served with is the strict one, and in the source as well", async ({
  request,
}) => {
  const response = await request.get("./");
  const served = await response.text();
  const written = readFileSync(new URL("../index.html", import.meta.url), "utf8");
  for (const html of [served, written]) {
    const metas = [...html.matchAll(/<meta\s[^>]*Content-Security-Policy[^>]*>/gi)].map(([meta]) => meta);
    expect(metas.length).toBe(1);
    const content = /content="([^"]*)"/.exec(metas[0] ?? "")?.[1] ?? "";
    const directives = content.split(";").map((directive) => directive.trim().split(/\s+/));
    const found = Object.fromEntries(directives.map(([name, ...sources]) => [name, sources.sort()]));
    expect(found).toEqual(wanted);
    // Nothing may run or load before the policy stands.
    const before = html.slice(0, html.indexOf(metas[0] ?? ""));
    expect(before).not.toMatch(/<(script|link|style|img|iframe|object|base)\b/i);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/i);
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|javascript:/i);
  }
  // A header may only add to a policy, and scripts and styles come from files of the page's own.
  expect(response.headers()["content-security-policy-report-only"]).toBeUndefined();
  for (const [, address = ""] of served.matchAll(/\b(?:src|href)="([^"]*)"/g))
    expect(address).toMatch(/^\.\//);
});

test.describe("what the policy forbids", () => {
  test.use({ allowedProblems: [/Content Security Policy|(script|style|connect|worker)-src/] });

  test("neither code from text nor scripts, styles and handlers within the page run", async ({
    page,
    baseURL,
  }) => {
    await NotebookPage.open(page);
    const outcome = await page.evaluate(async () => {
      const attempts: Record<string, () => unknown> = {
        eval: () => (Reflect.get(globalThis, "eval") as (text: string) => unknown)("globalThis.ran = 'eval'"),
        Function: () => new Function("globalThis.ran = 'Function'")(),
        AsyncFunction: () => (async () => {}).constructor("globalThis.ran = 'AsyncFunction'")(),
        "a timer with text": () => setTimeout("globalThis.ran = 'timer'"),
        WebAssembly: () => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)),
        "a script": () => {
          const script = document.createElement("script");
          script.textContent = "globalThis.ran = 'script'";
          document.body.append(script);
        },
        "a script of data": () => {
          const script = document.createElement("script");
          script.src = "data:text/javascript,globalThis.ran='data'";
          document.body.append(script);
        },
        "a module of a blob": () => {
          const script = document.createElement("script");
          script.type = "module";
          script.src = URL.createObjectURL(
            new Blob(["globalThis.ran = 'blob'"], { type: "text/javascript" }),
          );
          document.body.append(script);
        },
        "a handler": () => {
          const image = document.createElement("div");
          image.innerHTML = '<img src="data:image/png;base64,broken" onerror="globalThis.ran = 1">';
          document.body.append(image);
        },
        "a link": () => {
          const link = document.createElement("a");
          link.setAttribute("href", "javascript:globalThis.ran='link'");
          document.body.append(link);
          link.click();
        },
        "a worker of a blob": () => {
          const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
          worker.onmessage = () => {
            (globalThis as { ran?: unknown }).ran = "worker";
          };
        },
        "a style": () => {
          const style = document.createElement("style");
          style.textContent = "body { outline: 7px solid red !important }";
          document.head.append(style);
        },
      };
      const thrown: Record<string, string> = {};
      // From a timer: what a test evaluates directly is allowed more than the page is.
      await new Promise<void>((resolve) => {
        setTimeout(() => {
          for (const [name, attempt] of Object.entries(attempts)) {
            try {
              attempt();
            } catch (error) {
              thrown[name] = (error as Error).name;
            }
          }
          setTimeout(resolve, 300);
        });
      });
      const { ran } = globalThis as { ran?: unknown };
      return { thrown, ran, outline: getComputedStyle(document.body).outlineWidth };
    });
    expect(outcome.thrown).toMatchObject({
      eval: "EvalError",
      Function: "EvalError",
      AsyncFunction: "EvalError",
      WebAssembly: "CompileError",
    });
    expect(outcome.ran).toBeUndefined();
    expect(outcome.outline).not.toBe("7px");

    // An address elsewhere, though it be this machine's.
    const elsewhere = new URL(baseURL ?? "");
    elsewhere.hostname = "127.0.0.1";
    const fetched = await page.evaluate(
      (address) => fetch(address).then(() => "fetched", String),
      elsewhere.href,
    );
    expect(fetched).toContain("Failed to fetch");
  });
});

test("names and texts of a document are never markup", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  const markup = `<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=2</script>`;
  await page.getByRole("textbox", { name: "Title" }).fill(markup);
  await notebook.paste(`# ${markup}\nF(x, y) = (x, y) ${markup}`);
  await notebook.paste(`a_b = 2 # <b>${markup}</b>\nF(x, y) = (a_b x, y)`);
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("button", { name: "Save PNG" })).toBeVisible();
  expect(await page.locator("img[src=x], script:not([src])").count()).toBe(0);
  expect(await page.evaluate(() => (globalThis as { ran?: unknown }).ran)).toBeUndefined();
});
