import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "@/lib/platform/errors";
import { readDocument, type DocumentFile } from "./read-document";

const file = (mediaType: string, content: string | Uint8Array, name = "file"): DocumentFile => ({
  mediaType,
  name,
  bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
});

async function refusalOf(document: DocumentFile): Promise<{ code: string; message: string }> {
  try {
    await readDocument(document);
  } catch (error) {
    if (isAppError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("The document was read");
}

const outline = ({ sections }: Awaited<ReturnType<typeof readDocument>>) =>
  sections.map(({ path, text }) => [path.join(" > "), text]);

describe("any document", () => {
  it("has sections that stand in its text where they say", async () => {
    const kinds = fc.constantFrom("text/plain", "text/markdown", "text/html", "text/csv");
    const content = fc
      .array(
        fc.oneof(
          fc.constantFrom("# A", "<h2>B</h2>", "<p>", "a,b", '"x', "\n", "\r\n", "<!--", "```", "[a](b)"),
          fc.string(),
        ),
      )
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(kinds, content, async (mediaType, text) => {
        const read = await readDocument(file(mediaType, text)).catch((error: unknown) => {
          if (isAppError(error) && error.code === "invalid_input") return null;
          throw error;
        });
        for (const section of read?.sections ?? []) {
          expect(read!.text.slice(section.start, section.end)).toBe(section.text);
          expect(section.text).not.toMatch(/[\u0000\r]/);
        }
      }),
    );
  });

  it("is what its type says, else what its name says", async () => {
    expect((await readDocument(file("text/html; charset=utf-8", "<p>x</p>", "a.txt"))).mediaType).toBe("text/html");
    expect((await readDocument(file("application/octet-stream", "x", "a.MD"))).mediaType).toBe("text/markdown");
    expect((await readDocument(file("text/plain", "a,b\n1,2", "a.csv"))).mediaType).toBe("text/csv");
    expect((await refusalOf(file("image/png", "x", "a.png"))).message).toMatch(/`image\/png` cannot be read/);
  });

  it("is refused when it is empty, too large, binary or not UTF-8", async () => {
    expect(await refusalOf(file("text/plain", ""))).toMatchObject({ code: "invalid_input", message: /empty/ });
    expect((await refusalOf(file("text/plain", new Uint8Array(20_000_001)))).code).toBe("too_large");
    expect((await refusalOf(file("text/plain", "PK\u0003\u0004\u0000\u0000"))).message).toMatch(/binary/);
    expect((await refusalOf(file("text/plain", Uint8Array.of(0xc3, 0x28)))).message).toMatch(/UTF-8/);
    expect((await refusalOf(file("text/html", "<script>only()</script>"))).message).toMatch(/no text/);
  });

  it("may be UTF-16 when it says so", async () => {
    const bytes = Buffer.concat([Uint8Array.of(0xff, 0xfe), Buffer.from("Grüße", "utf16le")]);
    expect((await readDocument(file("text/plain", bytes))).text).toBe("Grüße");
  });

  it("has its own title, else its file's name", async () => {
    expect((await readDocument(file("text/plain", "x", "C:\\docs\\Return policy.txt"))).title).toBe("Return policy");
    expect((await readDocument(file("text/html", "<title> Our <b>\n terms </title><p>x"))).title).toBe("Our <b> terms");
    expect((await readDocument(file("text/markdown", "---\ntitle: 'Terms'\n---\n# Other\nx"))).title).toBe("Terms");
  });

  it("stops when nobody waits for it any more", async () => {
    const controller = new AbortController();
    controller.abort(new Error("gone"));
    const rows = file("text/csv", "a,b\n".repeat(1_000));
    await expect(readDocument(rows, { signal: controller.signal })).rejects.toThrow("gone");
  });
});

describe("Markdown", () => {
  it("has a section per heading, with the headings above it", async () => {
    const text = "Intro\n\n# Orders\nFirst.\n\n## Returns ##\nSecond.\n\nPayment\n=======\nThird\n\n### Cards\nFourth";
    expect(outline(await readDocument(file("text/markdown", text)))).toEqual([
      ["", "Intro"],
      ["Orders", "Orders\n\nFirst."],
      ["Orders > Returns", "Returns\n\nSecond."],
      ["Payment", "Payment\n\nThird"],
      ["Payment > Cards", "Cards\n\nFourth"],
    ]);
  });

  it("reads like text: links by their words, no emphasis, no tags, code as it is", async () => {
    const text =
      "See [the **guide**](https://x.y/z) and ![a cat](c.png), *now* or `later`.\n\n```sh\n# not a heading\nrm *.txt\n```\n" +
      "snake_case_name stays, 2 * 3 * 4 too. <b>Bold</b><script>bad()</script><!-- hidden -->\n\n| A | B |\n|---|---|\n| 1 | 2 |\n";
    const { text: plain } = await readDocument(file("text/markdown", text));
    expect(plain).toBe(
      "See the guide and a cat, now or later.\n\n# not a heading\nrm *.txt\nsnake_case_name stays, 2 * 3 * 4 too. Bold\n\nA | B\n1 | 2",
    );
  });

  it.each([
    ["brackets", "[".repeat(200_000)],
    ["tags", "<a ".repeat(100_000)],
    ["comments", "<!--".repeat(100_000)],
    ["scripts", "<script".repeat(100_000)],
    ["hashes", `# ${"# ".repeat(200_000)}`],
    ["stars", "*a ".repeat(100_000)],
    ["quotes", `${"> ".repeat(200_000)}x`],
    ["bars", `${"| ".repeat(200_000)}x`],
    ["underscores", `${"_".repeat(300_000)}x`],
  ])("with %s that never close is read all the same", async (_, text) => {
    expect((await readDocument(file("text/markdown", `Title\n\n${text}`))).text).toMatch(/^Title/);
  });
});

describe("HTML", () => {
  it("gives what a person would read, by headings", async () => {
    const html = `<!doctype html><head><title>Help</title><style>p{}</style></head><body>
      <nav>Home</nav><h1>Orders</h1><p>Change <b>your</b>
      order.</p><h2>Returns</h2><ul><li>Pack it<li>Send it</ul><table><tr><td>DE</td><td>3 days</td></tr></table>
      <pre>a\n  b</pre><img alt="A parcel"></body>`;
    const document = await readDocument(file("text/html", html));
    expect(document.title).toBe("Help");
    expect(outline(document)).toEqual([
      ["", "Home"],
      ["Orders", "Orders\n\nChange your order."],
      ["Orders > Returns", "Returns\n\n- Pack it\n- Send it\n\nDE | 3 days |\n\na\n  b\n\nA parcel"],
    ]);
  });

  it("drops scripts, styles and whatever is hidden", async () => {
    const html = `<p>Seen</p><script>secret1()</script><style>.secret2{}</style><noscript>secret3</noscript>
      <div hidden>secret4<p>secret5</p></div><p style="color:red; DISPLAY : none">secret6</p><span style="opacity:0">secret7</span>
      <template><p>secret8</p></template><svg><text>secret9</text></svg><!-- secret10 --><input type="hidden" value="secret11">
      <iframe srcdoc="<p>secret12</p>">secret13</iframe><p style="opacity:0.5">Also seen</p>`;
    const { text } = await readDocument(file("text/html", html));
    expect(text).toBe("Seen\n\nAlso seen");
  });

  it("never runs what it reads", async () => {
    const html = `<img src=x onerror="globalThis.wasRun = true"><script>globalThis.wasRun = true</script><p>x</p>`;
    await readDocument(file("text/html", html));
    expect("wasRun" in globalThis).toBe(false);
  });

  it("decodes entities once, and follows the stated encoding", async () => {
    expect((await readDocument(file("text/html", "<p>A &amp;lt; B &eacute;&#8364;</p>"))).text).toBe("A &lt; B é€");
    const latin = Buffer.from('<meta charset="iso-8859-1"><p>Gr\u00fc\u00dfe</p>', "latin1");
    expect((await readDocument(file("text/html", latin))).text).toBe("Grüße");
    expect((await refusalOf(file("text/html", '<meta charset="x-nothing"><p>x'))).code).toBe("invalid_input");
  });

  it("of a million nested elements is refused at once", async () => {
    expect((await refusalOf(file("text/html", "<div>".repeat(1_000_000)))).message).toMatch(/nests/);
  });
});

describe("CSV", () => {
  it("has a section per row, its values by the names of their columns", async () => {
    const csv = '\ufeffQuestion;Answer;;\n"How; long?";"Two\ndays";x;\n;;;\n"B";;;extra;more\n';
    expect(outline(await readDocument(file("text/csv", csv)))).toEqual([
      ["Row 1", "Question: How; long?\nAnswer: Two\ndays\nColumn 3: x"],
      ["Row 3", "Question: B\nColumn 4: extra\nColumn 5: more"],
    ]);
  });

  it("may use tabs", async () => {
    const { text } = await readDocument(file("text/tab-separated-values", "a, b\tc\n1\t2"));
    expect(text).toBe("a, b: 1\nc: 2");
  });

  it("with an open quote is refused with the line", async () => {
    expect((await refusalOf(file("text/csv", 'a,b\n1,2\n"open,3\n'))).message).toMatch(/line \d/);
  });

  it("cannot grow without end by long names of columns", async () => {
    const header = Array.from({ length: 900 }, (_, at) => `${at}${"n".repeat(200)}`).join(",");
    const row = Array(900).fill("1").join(",");
    expect((await refusalOf(file("text/csv", `${header}\n${`${row}\n`.repeat(1_000)}`))).code).toBe("too_large");
  });
});
