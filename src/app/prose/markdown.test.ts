import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { workTime } from "../../engine/testing/work-time.ts";
import { bounds } from "./bounds.ts";
import { markdownToHtml } from "./markdown.ts";

const html = (source: string) => markdownToHtml(source).html.trim();

describe("a text", () => {
  it.each<[source: string, html: string]>([
    ["# One\n\n###### Six", "<h2>One</h2>\n<h6>Six</h6>"],
    ["*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>"],
    ["- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"],
    ["3. a", '<ol start="3">\n<li>a</li>\n</ol>'],
    ["- [ ] a\n- [x] b", "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>"],
    ["```deldot\nF = <x>\n```", "<pre><code>F = &#60;x&#62;\n</code></pre>"],
    ["x<sub>1</sub><br>H<SUP>*a*</SUP>", "<p>x<sub>1</sub><br>H<sup><em>a</em></sup></p>"],
    ["a <!-- b --> c\n\n<!-- d\n\ne -->\n\nf", "<p>a  c</p>\n<p>f</p>"],
    ["[a](b.json)", '<p><a href="b.json">a</a></p>'],
    [
      "[a](https://b.org 'c\"')",
      '<p><a href="https://b.org/" title="c&#34;" target="_blank" rel="noopener noreferrer">a</a></p>',
    ],
  ])("is GitHub's Markdown: %j", (source, expected) => {
    expect(html(source)).toBe(expected);
  });

  it.each<[source: string, html: string]>([
    ["costs $5 and $6", "<p>costs $5 and $6</p>"],
    ["\\$x\\$ `$x$`", "<p>$x$ <code>$x$</code></p>"],
    ["```\n$x$\n```", "<pre><code>$x$\n</code></pre>"],
    ["    $$x$$", "<pre><code>$$x$$\n</code></pre>"],
  ])("has no formulas in sums of money and in code: %j", (source, expected) => {
    expect(html(source)).toBe(expected);
  });

  it("has formulas in its lines, whatever of Markdown stands in them", () => {
    const formula = (tex: string) => html(`$${tex}$`).slice("<p>".length, -"</p>".length);
    for (const tex of [
      "a_b + c_d",
      "a*b*c",
      "a`b`c",
      "[a](b)",
      "a<b>c",
      "\\{a\\}",
      "\\\\ a",
      "~~a~~",
      "a_{1}*b_{2}",
    ]) {
      expect(formula(tex), tex).toMatch(/^<math>[^\n]*<\/math>$/);
      expect(html(`so *x $${tex}$ y* z`), tex).toBe(`<p>so <em>x ${formula(tex)} y</em> z</p>`);
      expect(html(`_x $${tex}$_ \\(${tex}\\)`), tex).toBe(
        `<p><em>x ${formula(tex)}</em> ${formula(tex)}</p>`,
      );
    }
  });

  it("has formulas on lines of their own, which end the paragraph before, and are no lists or headings", () => {
    const displayed = /^<p>a<\/p>\n<p><math display="block">[^\n]*<\/math><\/p>\n<p>b<\/p>$/;
    for (const formula of ["$$\nx\n= y\n- z\n+ 1\n$$", "\\[\n- x\n\\]", "$$x$$"])
      expect(html(`a\n${formula}\nb`), formula).toMatch(displayed);
    expect(html("a $$x$$ b")).toMatch(/^<p>a <math display="block">.*<\/math> b<\/p>$/);
    expect(html("> a\n> $$\n> x\n> $$")).toMatch(/<blockquote>\n<p>a<\/p>\n<p><math display="block">/);
    expect(html("- a\n  $$\n  x\n  $$")).toMatch(/<li>.*<math display="block">/s);
    expect(html("$$\nnever closed\n- a")).toContain("<ul>");
  });

  it("shows broken formulas as they were typed, and says why", () => {
    const { html, problems } = markdownToHtml("so $\\frac{<b>$ and\n$$\n\\nix\n$$");
    expect(html).toContain(
      '<code class="broken" title="The formula ends before its }.">$\\frac{&#60;b&#62;$</code> and',
    );
    expect(problems).toEqual([
      "$\\frac{<b>$: The formula ends before its }.",
      "$$\n\\nix\n$$: There is no TeX command \\nix at character 2 of the formula.",
    ]);
    expect(markdownToHtml("$x$".repeat(bounds.formulas + 5)).problems).toEqual([
      "There are too many formulas in this text: the last ones are shown as they were typed.",
    ]);
  });

  it("has exercises, with Markdown in them", () => {
    const text = "a\n<details>\n<summary>Why $x$?</summary>\n\n- *so*\n\n</details>\nb";
    expect(html(text)).toMatch(
      /^<p>a<\/p>\n<details><summary>Why <math>.*<\/math>\?<\/summary>\n<ul>\n<li><em>so<\/em><\/li>\n<\/ul>\n<\/details>\n<p>b<\/p>$/,
    );
    expect(html("<details open>\na")).toBe("<details open><summary>Answer</summary>\n<p>a</p>\n</details>");
  });

  it.each([
    "<script>a</script>",
    "<img src=x onerror=a>",
    "a <b>c</b>",
    "<div>\n\na\n\n</div>",
    "<details onclick=a>\nb\n</details>",
    "</details>",
    "<style>\n*{}\n</style>",
    "<!-- a",
    "<?php ?>",
    "<![CDATA[a]]>",
    "<!DOCTYPE html>",
    "<sub onclick=a>b</sub>",
    "&lt;b&gt;",
  ])("has no other HTML: it is text: %j", (source) => {
    expect(html(source).replace(/<\/?p>/g, "")).not.toMatch(/<|>/);
  });

  it.each([
    "[a](javascript:b)",
    "[a](javascript&colon;b)",
    "![a](data:image/svg+xml,b)",
    "[a]\n\n[a]: vbscript:b",
    "<javascript:b>",
  ])("leads nowhere it must not: %j", (source) => {
    expect(html(source)).not.toMatch(/href="(?!javascript&#38;colon;b")/);
  });

  it("says which links were left out", () => {
    expect(markdownToHtml("[a](javascript:b)")).toEqual({
      html: "<p>a</p>\n",
      problems: [
        "A link to “javascript:b” was left out: links lead to web pages, e-mail and files beside this one.",
      ],
    });
  });

  it("has links where there were pictures", () => {
    expect(html("![a *b*](https://c.org/d.png)")).toBe(
      '<p><a href="https://c.org/d.png" target="_blank" rel="noopener noreferrer">a <em>b</em></a></p>',
    );
    expect(html("![](d.png)")).toBe('<p><a href="d.png">picture</a></p>');
    expect(html("[![a](b.png) c](d)")).toBe('<p><a href="d">a c</a></p>');
  });

  it("is shown as it was typed where it is too long", () => {
    const { html, problems } = markdownToHtml(`*a* <b>${"c".repeat(bounds.length)}`);
    expect(html).toMatch(/^<pre>\*a\* &#60;b&#62;c+<\/pre>$/);
    expect(problems).toEqual([
      expect.stringContaining("This text has 50007 characters; up to 50000 are set"),
    ]);
  });
});

/** How deep elements stand within one another. */
function depthOf(text: string): number {
  let open = 0;
  let depth = 0;
  for (const [tag] of text.matchAll(/<[^>]*>/g)) {
    if (tag.startsWith("</")) open -= 1;
    else if (!/^<(br|hr)/.test(tag) && !tag.endsWith("/>")) open += 1;
    depth = Math.max(depth, open);
  }
  return depth;
}

describe("any text", () => {
  const parts = [
    ..."*_~`$\\[]()<>!#&|-+=.:;\"' \n\t>1aé∇\u0000\ud800",
    "\n\n",
    "\n> ",
    "\n- ",
    "\n  1. ",
    "\n    ",
    "```",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\\frac{",
    "}",
    "<details>",
    "<summary>",
    "</summary>",
    "</details>",
    "<sub>",
    "</sub>",
    "<!--",
    "-->",
    "|-|",
    "](",
    "https://a.b",
    "javascript:",
    "__proto__",
    "constructor",
    "[^1]",
    "\n[a]: ",
    "&lt;",
    "<script>",
    "<img src=x onerror=y>",
  ];

  it("is answered with balanced tags of ours alone", () => {
    const text = fc.array(fc.constantFrom(...parts), { maxLength: 60 }).map((array) => array.join(""));
    const ours =
      /^<(?:\/(?!br|hr)[a-z][a-z0-9]*|(?:a href="[^"<>]*"(?: title="[^"<>]*")?(?: target="_blank" rel="noopener noreferrer")?|code class="broken" title="[^"<>]*"|ol start="\d+"|t[dh] align="[a-z]+"|details(?: open)?|(?:p|h[2-6]|em|strong|del|code|pre|ul|ol|li|blockquote|br|hr|sub|sup|kbd|table|thead|tbody|tr|th|td|summary)|m[a-z]+(?: [a-z]+="[^"<>]*")*)\/?)>$/;
    fc.assert(
      fc.property(text, (source) => {
        const { html } = markdownToHtml(source);
        const stack: string[] = [];
        for (const [tag] of html.matchAll(/<[^>]*>?/g)) {
          expect(tag).toMatch(ours);
          const name = /[a-z][a-z0-9]*/.exec(tag)?.[0] ?? "";
          if (tag.startsWith("</")) expect(stack.pop()).toBe(name);
          else if (name !== "br" && name !== "hr" && !tag.endsWith("/>")) stack.push(name);
        }
        expect(stack).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it("is set as a whole where it is one that people write, however long", () => {
    const words = "The *flux* of $F(x, y) = (a x, b y)$ through `C` costs $5. ";
    const paragraphs = `${words.repeat(8)}\n\n`.repeat(Math.floor(bounds.length / words.length / 9));
    const short = "- $x$\n\n".repeat(bounds.formulas) + "a\n\n".repeat(10_000);
    for (const source of [paragraphs, words.repeat(250), short]) {
      const { html, problems } = markdownToHtml(source);
      expect(problems).toEqual([]);
      expect(html.match(/<math>/g)?.length).toBe(source.match(/\$[Fx]/g)?.length);
    }
  });

  it("is answered in bounded time and depth, however often a part is repeated", () => {
    const repeated = [
      ...parts,
      "[a](",
      "![",
      "**a ",
      "*a _b ",
      "> - ",
      "- > ",
      "a\n$$\n",
      "$a",
      "| a ",
      "a|b\n-|-\n",
      "<!-- ",
      "<https://",
      "a@b.c ",
      "``a",
      "&#",
      "\\",
      "[a][",
      "[a]: b\n",
      "x^{",
      "$\\text{",
      "<details>\n",
      "~~a",
      "***",
      "www.a",
      "1. ",
    ];
    for (const part of repeated) {
      const worked = workTime();
      const source = part.repeat(bounds.length / part.length);
      const { html } = markdownToHtml(source);
      const lines = markdownToHtml(`${part}\n`.repeat(bounds.length / 10 / (part.length + 1)));
      const took = worked();
      expect(depthOf(html), part).toBeLessThan(150);
      expect(depthOf(lines.html), part).toBeLessThan(150);
      expect(took, part).toBeLessThan(10_000);
    }
  });
});
