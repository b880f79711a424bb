import { describe, expect, it } from "vitest";
import { exerciseAt } from "./exercise.ts";

describe("exercises", () => {
  it("have a summary and content", () => {
    const text = "<details>\n<summary>Why is $x$ so?</summary>\n\nBecause.\n</details>\nafter";
    expect(exerciseAt(text)).toEqual({
      summary: "Why is $x$ so?",
      content: "\n\nBecause.\n",
      open: false,
      length: text.length - "\nafter".length,
    });
  });

  it("may begin open, and without a summary", () => {
    expect(exerciseAt("<details open>A</details>")).toMatchObject({
      summary: null,
      content: "A",
      open: true,
    });
    expect(exerciseAt("<DETAILS>\n<summary> </summary>A</DETAILS>")).toMatchObject({
      summary: null,
      content: "A",
    });
  });

  it("nest, and tags within code count for nothing", () => {
    expect(exerciseAt("<details>a <details>b</details> c</details> d")?.content).toBe(
      "a <details>b</details> c",
    );
    const fenced = "<details>\n```\n</details>\n```\nb\n</details>";
    expect(exerciseAt(fenced)?.content).toBe("\n```\n</details>\n```\nb\n");
    expect(exerciseAt("<details>\n~~~~\n```\n</details>\n~~~~\nb</details>")?.content).toContain("b");
  });

  it("reach to the end where they are not closed", () => {
    expect(exerciseAt("<details>\na")).toMatchObject({ content: "\na", length: 11 });
  });

  it("have no attributes, and begin at the beginning of a line", () => {
    for (const text of [
      "<details onclick=a>b",
      "<details class=x>",
      "    <details>",
      "a <details>",
      "<detailsx>",
      "",
    ])
      expect(exerciseAt(text), text).toBeNull();
  });
});
