import { expect, it } from "vitest";
import { snippetOf } from "./snippet-of";

const filler = (count: number) => Array.from({ length: count }, (_, index) => `filler${index}`).join(" ");

it("shows a short text whole, on one line", () => {
  expect(snippetOf("Reset the\n router.", "reset")).toBe("Reset the router.");
});

it("shows the part that holds most words of the question", () => {
  const text = `${filler(60)} reset ${filler(60)} press the button to reset your password ${filler(60)}`;
  const snippet = snippetOf(text, "How do I reset my password?");
  expect(snippet).toContain("reset your password");
  expect(snippet.startsWith("…")).toBe(true);
  expect(snippet.endsWith("…")).toBe(true);
  expect(snippet.length).toBeLessThan(300);
});

it("takes other forms of a word for the word", () => {
  expect(snippetOf(`${filler(80)} resetting passwords ${filler(80)}`, "reset password")).toContain(
    "filler79 resetting",
  );
});

it("begins at the beginning when no word is common, and copes with a text of one long word", () => {
  expect(snippetOf(filler(100), "nothing alike").startsWith("filler0 ")).toBe(true);
  expect(snippetOf("x".repeat(5_000), "x").length).toBeLessThan(300);
  expect(snippetOf("", "x")).toBe("");
});
