import { describe, expect, it } from "vitest";
import { versionKey, type RolloutState } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import { chooseVersion } from "./choose-version";

const version = (id: string): ModelVersion => ({
  id,
  taskSlug: "tickets",
  modelSlug: "local/nb",
  version: "1.0.0",
  status: "inactive",
  artefactSha256: "a".repeat(64),
  metrics: { accuracy: 1, macroF1: 1, validationCount: 1, trainCount: 1 },
  labels: ["a"],
  trainingRunId: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  deletedAt: null,
});
const KEY = versionKey("tickets", "local/nb");
const OLD = version("old");
const NEW = version("new");

function snapshot(share: number | null, deploymentId = "deployment") {
  return {
    activeVersions: new Map([[KEY, OLD]]),
    rollouts: new Map<string, RolloutState>(
      share === null ? [] : [[KEY, { deploymentId, version: NEW, share, isCompared: share === 0 }]],
    ),
  };
}
const UNITS = Array.from({ length: 10_000 }, (_, index) => `user-${index}`);
const servedNew = (share: number, deploymentId?: string) =>
  UNITS.filter(
    (unit) => chooseVersion(snapshot(share, deploymentId), "tickets", "local/nb", unit).version?.id === "new",
  );

describe("the version that serves a unit", () => {
  it("is the active one while nothing is rolled out", () => {
    expect(chooseVersion(snapshot(null), "tickets", "local/nb", "u")).toEqual({
      version: OLD,
      deploymentId: null,
      shadow: null,
    });
  });

  it("is none for a model without versions", () => {
    expect(chooseVersion(snapshot(0.5), "tickets", "openai/gpt", "u").version).toBeNull();
  });

  it("is the tried one for about its share of the units", () => {
    for (const share of [0.01, 0.05, 0.25, 0.5]) {
      expect(servedNew(share).length / UNITS.length).toBeCloseTo(share, 1.6);
    }
  });

  it("never changes back to the old one while the share grows", () => {
    const early = new Set(servedNew(0.05));
    const later = new Set(servedNew(0.25));
    expect([...early].every((unit) => later.has(unit))).toBe(true);
  });

  it("is tried on other units by the next deployment", () => {
    const first = new Set(servedNew(0.05, "first"));
    const both = servedNew(0.05, "second").filter((unit) => first.has(unit));
    expect(both.length).toBeLessThan(first.size / 4);
  });

  it("is the active one in shadow, and the tried one is asked unseen", () => {
    expect(chooseVersion(snapshot(0), "tickets", "local/nb", "u")).toEqual({
      version: OLD,
      deploymentId: "deployment",
      shadow: NEW,
    });
  });

  it("is followed by the other one where both are compared", () => {
    const { rollouts, activeVersions } = snapshot(0.5);
    const compared = new Map([...rollouts].map(([key, state]) => [key, { ...state, isCompared: true }]));
    for (const unit of UNITS.slice(0, 20)) {
      const { version, shadow } = chooseVersion({ activeVersions, rollouts: compared }, "tickets", "local/nb", unit);
      expect([version?.id, shadow?.id].toSorted()).toEqual(["new", "old"]);
    }
  });

  it("names the deployment for either side", () => {
    expect(
      UNITS.slice(0, 50).map((unit) => chooseVersion(snapshot(0.5), "tickets", "local/nb", unit).deploymentId),
    ).toEqual(new Array(50).fill("deployment"));
  });
});
