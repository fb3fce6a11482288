import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { auditSources, type GivenExample } from "./audit-sources";

const WORDS = {
  billing: ["invoice", "refund", "charge", "receipt", "price", "tax"],
  delivery: ["parcel", "courier", "tracking", "address", "shipping", "late"],
  login: ["password", "code", "account", "locked", "reset", "username"],
} as const;
const LABELS = Object.keys(WORDS) as (keyof typeof WORDS)[];
const FILLERS = ["please", "the", "my", "about", "again", "with"];

function given(
  count: number,
  giver: string | null,
  seed: number,
  more: Partial<Record<"label" | "style", unknown>> = {},
) {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  return Array.from({ length: count }, (_, index): GivenExample => {
    const label = LABELS[index % LABELS.length]!;
    const text = [pick(FILLERS), pick(WORDS[label]), pick(FILLERS), pick(WORDS[label])].join(" ");
    const wrong = LABELS[(LABELS.indexOf(label) + 1) % LABELS.length]!;
    return {
      text: more.style ? `${String(more.style)} ${text} ${String(more.style)}` : text,
      label: more.label === "wrong" ? wrong : label,
      giver,
    };
  });
}

const heldBack = async (examples: readonly GivenExample[]) =>
  (await auditSources(examples)).filter((one) => one.isHeldBack).map(({ giver }) => giver);

describe("auditing sources", () => {
  it("holds back who labels everything wrongly, also when their manner of writing tells them apart", async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const base = given(240, null, seed);
      const honest = given(60, "ref:honest", seed + 100);
      const poison = given(60, "ref:poison", seed + 200, { label: "wrong", style: "greetz" });
      expect(await heldBack([...base, ...honest, ...poison])).toEqual(["ref:poison"]);
    }
  });

  it("leaves honest givers alone, whatever their manner", async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const styles = ["cheers", "hi", "regards"].map((style, index) =>
        given(60, `ref:${style}`, seed * 10 + index, { style }),
      );
      expect(await heldBack([...given(240, null, seed), ...styles.flat()])).toEqual([]);
    }
  });

  it("does not mistake new topics for wrong labels: of what the others do not know they say nothing", async () => {
    const fresh = Array.from({ length: 60 }, (_, index): GivenExample => {
      return { text: `the hoover model ${index} hums`, label: "appliances", giver: "ref:new" };
    });
    expect(await heldBack([...given(240, null, 1), ...fresh])).toEqual([]);
  });

  it("says nothing of a giver with a few examples, of one who gave everything, or of nothing", async () => {
    expect(await heldBack([...given(240, null, 1), ...given(15, "ref:few", 2, { label: "wrong" })])).toEqual([]);
    expect(await heldBack(given(100, "ref:all", 3, { label: "wrong" }))).toEqual([]);
    expect(await auditSources([])).toEqual([]);
  });

  it("tells what it found: how many were judged, contradicted, and what is usual", async () => {
    const [audit] = await auditSources([...given(240, null, 1), ...given(60, "ref:x", 2, { label: "wrong" })]);
    expect(audit).toMatchObject({ giver: "ref:x", judged: 60, isHeldBack: true });
    expect(audit!.contradicted).toBeGreaterThan(50);
    expect(audit!.usualShare).toBeLessThan(0.05);
  });
});
