import { expect, test } from "./support/fixtures.ts";

/**
 * The watch of `support/fixtures.ts` is what proves that nothing went wrong in all the other tests, so each kind of
 * wrong is done here once.
 */
const wrongs = {
  "an error on the console": () => console.error("on purpose"),
  "an error nobody catches": () => {
    setTimeout(() => {
      throw new Error("on purpose");
    });
  },
  "a rejection nobody catches": () => {
    void Promise.reject(new Error("on purpose"));
  },
  // Not `eval`: what a test evaluates is allowed it.
  "code made from text": () => {
    setTimeout("1");
  },
  "a script within the page": () => {
    const script = document.createElement("script");
    script.textContent = "1";
    document.head.append(script);
  },
  "a style within the page": () => {
    const style = document.createElement("style");
    style.textContent = "body { color: red }";
    document.head.append(style);
  },
  "a request to another origin": () => {
    void fetch("http://127.0.0.1:1/").catch(() => {});
  },
  "an image from another origin": () => {
    new Image().src = "http://127.0.0.1:1/x.png";
  },
};

test("the watch notices everything the page must never do", async ({ page, problems }) => {
  await page.goto("./");
  await page.waitForLoadState("load");
  expect(problems).toEqual([]);
  for (const [name, wrong] of Object.entries(wrongs)) {
    await test.step(name, async () => {
      await page.evaluate(wrong);
      await expect.poll(() => problems.length, name).toBeGreaterThan(0);
      // One wrong is told more than once: on the console as well, or as the failure of what was asked for.
      await page.waitForTimeout(200);
      problems.length = 0;
    });
  }
});

test("a test fails when the watch noticed something", async ({ page, problems }) => {
  test.fail();
  await page.goto("./");
  await page.evaluate(wrongs["an error on the console"]);
  await expect.poll(() => problems.length).toBeGreaterThan(0);
});
