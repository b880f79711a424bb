import type { BrowserContext } from "@playwright/test";
import { test as base, expect } from "@playwright/test";

/** Something the page must never do: an error on the console, one nobody caught, a policy broken, a visit elsewhere. */
export interface Problem {
  readonly kind: "console" | "uncaught" | "policy" | "request" | "crash";
  readonly text: string;
}

interface Options {
  /** Problems a test provokes on purpose, recognised by their text. */
  allowedProblems: readonly RegExp[];
}

interface Fixtures {
  /** What has gone wrong in the test so far; it has to be empty when the test ends. */
  problems: Problem[];
}

/** The origins a page may ask for: its own, and what it makes itself. */
function isOwn(url: string, origin: string): boolean {
  const { protocol, origin: asked } = new URL(url);
  return protocol === "data:" || protocol === "blob:" || protocol === "about:" || asked === origin;
}

async function watch(context: BrowserContext, origin: string, report: (problem: Problem) => void) {
  // Messages of workers arrive here too.
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    const { url, line } = message.location();
    report({ kind: "console", text: `${message.text()} (${url}:${line})` });
  });
  context.on("weberror", (error) => report({ kind: "uncaught", text: String(error.error()) }));
  context.on("page", (page) => page.on("crash", () => report({ kind: "crash", text: page.url() })));
  context.on("request", (request) => {
    if (!isOwn(request.url(), origin)) report({ kind: "request", text: request.url() });
  });
  await context.exposeBinding("reportPolicyViolation", (_source, text: string) =>
    report({ kind: "policy", text }),
  );
  await context.addInitScript(() => {
    const forward = (event: SecurityPolicyViolationEvent) => {
      const told = `${event.effectiveDirective} ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`;
      const { reportPolicyViolation } = globalThis as unknown as {
        reportPolicyViolation(text: string): void;
      };
      reportPolicyViolation(told);
    };
    document.addEventListener("securitypolicyviolation", forward);
  });
}

/**
 * Playwright's test, with a watch over the page: a test fails when the page put an error on its console, threw,
 * broke its content security policy, crashed, or asked any other origin for anything.
 */
export const test = base.extend<Options & Fixtures>({
  allowedProblems: [[], { option: true }],
  problems: [
    async ({ context, baseURL, allowedProblems }, use) => {
      const problems: Problem[] = [];
      await watch(context, new URL(baseURL ?? "").origin, (problem) => {
        if (!allowedProblems.some((pattern) => pattern.test(problem.text))) problems.push(problem);
      });
      await use(problems);
      expect(problems, "the page did what it must never do").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
