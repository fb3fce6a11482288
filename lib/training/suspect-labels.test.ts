import { describe, expect, it } from "vitest";
import { suspectLabels } from "./suspect-labels";
import { SUSPICIOUS } from "./words";

const SUBJECTS = {
  billing: ["invoice", "charged", "payment", "card", "refund", "price", "tax", "receipt"],
  access: ["password", "login", "locked", "account", "code", "reset", "signin", "email"],
  speed: ["slow", "hangs", "timeout", "loading", "waiting", "minutes", "dashboard", "freeze"],
};
const rows = Object.entries(SUBJECTS).flatMap(([label, terms]) =>
  Array.from({ length: 40 }, (_, index) => ({
    text: `my ${terms[index % 8]} and the ${terms[(index * 3 + 1) % 8]} ${terms[(index * 5 + 2) % 8]} please`,
    label,
  })),
);

describe("suspectLabels", () => {
  it("suspects labels that were swapped, and names the right one", async () => {
    const swapped = rows.map((row, index) =>
      index % 13 === 0 ? { ...row, label: row.label === "billing" ? "speed" : "billing" } : row,
    );
    const found = await suspectLabels(swapped);
    const wrong = found.filter((_, index) => index % 13 === 0);
    const right = found.filter((_, index) => index % 13 !== 0);
    expect(wrong.filter((one) => one && one.suspicion >= SUSPICIOUS).length / wrong.length).toBeGreaterThan(0.8);
    expect(right.filter((one) => one && one.suspicion >= SUSPICIOUS).length / right.length).toBeLessThan(0.05);
    expect(found[0]).toMatchObject({ label: "billing" });
  });

  it("says nothing of a label with a single example, nor of none at all", async () => {
    expect((await suspectLabels([...rows, { text: "only one", label: "rare" }])).at(-1)).toBeNull();
    expect(await suspectLabels([])).toEqual([]);
    expect(await suspectLabels([{ text: "a", label: "x" }])).toEqual([null]);
  });
});
