import { describe, expect, it } from "vitest";
import { chunkDocument } from "../indexing/chunk-document";
import { mergeHeadings } from "./merge-headings";
import { readDocument } from "./read-document";

const section = (path: string[], text: string) => ({ path, text, page: null });

describe("headings without a text", () => {
  it("go before the text below them, several in a row too", () => {
    const sections = [
      section(["Guide"], "Guide"),
      section(["Guide", "Setup"], "Setup"),
      section(["Guide", "Setup", "Hub"], "Hub\n\nPlug it in."),
      section(["Guide", "Reset"], "Reset\n\nPress it."),
    ];
    expect(mergeHeadings(sections).map(({ text }) => text)).toEqual([
      "Guide\n\nSetup\n\nHub\n\nPlug it in.",
      "Reset\n\nPress it.",
    ]);
  });

  it("stay where nothing stands below them, and texts that only begin like a heading are left alone", () => {
    const sections = [
      section(["Contact"], "Contact"),
      section(["Orders"], "Orders\n\nFirst."),
      section(["Orders", "Orders"], "Orders"),
    ];
    expect(mergeHeadings(sections)).toEqual(sections);
    expect(mergeHeadings([])).toEqual([]);
    expect(mergeHeadings([section([], "Plain")])).toEqual([section([], "Plain")]);
  });

  it("are no pieces of their own in a document that is indexed, and nothing of it is lost", async () => {
    const text = "# Guide\n\n## Setup\n\n### Hub\n\nPlug it in.\n\n## Reset\n\nPress it.";
    const bytes = new TextEncoder().encode(text);
    const { title, sections } = await readDocument({ mediaType: "text/markdown", name: "guide.md", bytes });
    const options = { chunkTokens: 100, overlapTokens: 20 };
    const pieces = await chunkDocument({ title, sections }, options, new AbortController().signal);
    expect(pieces).toHaveLength(2);
    expect(pieces[0]).toMatchObject({ section: "Guide › Setup › Hub" });
    const said = pieces.map((piece) => piece.text).join("\n");
    for (const word of ["Guide", "Setup", "Hub", "Plug", "Reset", "Press"]) expect(said).toContain(word);
  });
});
