import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";

type Ticket = { text: string; category: string; sentiment: string; priority: string; resolution: string };
type Resolution = { resolution: string; text: string };

const tickets = parse<Ticket>(readFileSync(new URL("./tickets.csv", import.meta.url), "utf8"), { columns: true });
const resolutions = parse<Resolution>(readFileSync(new URL("./resolutions.csv", import.meta.url), "utf8"), {
  columns: true,
});
const PRIORITIES = ["urgent", "high", "normal", "low"];
const SENTIMENTS = ["positive", "neutral", "negative", "frustrated"];

const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/** Share of words that two texts have in common, 0–1 (Jaccard). */
function overlap(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared);
}

function countBy(field: "category" | "sentiment" | "priority" | "resolution"): Map<string, number> {
  const counts = new Map<string, number>();
  for (const ticket of tickets) counts.set(ticket[field], (counts.get(ticket[field]) ?? 0) + 1);
  return counts;
}

describe("demo tickets", () => {
  it("are enough to train on, in every class", () => {
    expect(tickets.length).toBeGreaterThanOrEqual(420);
    expect(countBy("category").size).toBeGreaterThanOrEqual(12);
    expect(Math.min(...countBy("category").values())).toBeGreaterThanOrEqual(25);
  });

  it("carry one of the four sentiments, each of them often enough to learn", () => {
    expect([...countBy("sentiment").keys()].sort()).toEqual([...SENTIMENTS].sort());
    expect(Math.min(...countBy("sentiment").values())).toBeGreaterThanOrEqual(25);
  });

  it("carry one of the four priorities, each of them often enough to learn", () => {
    expect([...countBy("priority").keys()].sort()).toEqual([...PRIORITIES].sort());
    expect(Math.min(...countBy("priority").values())).toBeGreaterThanOrEqual(25);
  });

  it("are resolved by a known answer, which resolves more than one of them, or still open", () => {
    const counts = countBy("resolution");
    const open = counts.get("") ?? 0;
    expect(open).toBeGreaterThan(0);
    expect(open / tickets.length).toBeLessThan(0.1);
    counts.delete("");
    expect([...counts.keys()].sort()).toEqual(resolutions.map(({ resolution }) => resolution).sort());
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(2);
  });

  it("have answers that differ and fit into a reply", () => {
    expect(new Set(resolutions.map(({ text }) => text)).size).toBe(resolutions.length);
    expect(resolutions.filter(({ text }) => text !== text.trim() || text.length < 40 || text.length > 300)).toEqual([]);
  });

  it("are short texts without stray spaces", () => {
    const odd = tickets.filter(({ text }) => {
      const count = text.split(/\s+/).length;
      return text !== text.trim() || count < 3 || count > 40;
    });
    expect(odd).toEqual([]);
  });

  it("do not repeat or vary one another", () => {
    const sets = tickets.map(({ text }) => words(text));
    const alike = sets.flatMap((set, index) =>
      sets
        .slice(index + 1)
        .flatMap((other, distance) =>
          overlap(set, other) > 0.5 ? [[tickets[index]!.text, tickets[index + 1 + distance]!.text]] : [],
        ),
    );
    expect(alike).toEqual([]);
  });
});
