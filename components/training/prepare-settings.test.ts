import { describe, expect, it } from "vitest";
import type { SettingsSearch, TrainingResult } from "@/lib/training/schemas";
import { triedSettings } from "./prepare-settings";

const tried = (changes: Partial<SettingsSearch["tried"][number]> = {}): SettingsSearch["tried"][number] => ({
  member: "nb",
  settings: { smoothing: 0.1, minDocuments: null },
  isDefault: true,
  trainCount: 100,
  accuracy: 0.8,
  isChosen: true,
  ...changes,
});
const result = (list: SettingsSearch["tried"], isCut = false) =>
  ({ search: { capSeconds: 30, isCut, validationCount: 40, tried: list } }) as TrainingResult;

describe("settings that were tried", () => {
  it("are shown once, also when two models share a member", () => {
    const found = triedSettings([
      result([tried()]),
      result([tried(), tried({ member: "tfidf", settings: { cost: 1 } })]),
    ]);
    expect(found?.rows.map(({ text }) => text)).toEqual(["smoothing 0.1, minDocuments auto", "cost 1"]);
  });

  it("say when nothing beat the usual ones, what did, and when the time was over", () => {
    expect(triedSettings([result([tried()])])?.summary).toMatch(/^Nothing beat the usual settings/);
    const better = tried({ isDefault: false, settings: { smoothing: 0.03, minDocuments: 2 } });
    expect(triedSettings([result([tried({ isChosen: false }), better], true)])?.summary).toMatch(
      /Better than the usual settings: Naive Bayes\. The 30 seconds were over/,
    );
  });

  it("are nothing without a search", () => {
    expect(triedSettings([{} as TrainingResult])).toBeNull();
  });
});
