import { describe, expect, it } from "vitest";
import { testExamples } from "../classifiers/test-examples";
import { searchSettings, type SearchOptions } from "./search-settings";
import { trainAndMeasure } from "./train-and-measure";

const { rows, embeddings } = testExamples(40);
const search = (options: Partial<SearchOptions> = {}) =>
  searchSettings({
    rows,
    embeddings,
    members: ["nb", "tfidf", "encoder"],
    seed: 1,
    capSeconds: 60,
    secondsPassed: () => 0,
    ...options,
  });

describe("the search for settings", () => {
  it("tries the default and others, the better ones on all rows, and chooses one for each member", () => {
    const { search: found } = search();
    expect(found.isCut).toBe(false);
    for (const member of ["nb", "tfidf", "encoder"] as const) {
      const tried = found.tried.filter((one) => one.member === member);
      expect(tried).toHaveLength(12);
      expect(tried.filter(({ isDefault }) => isDefault)).toHaveLength(2);
      expect(tried.filter(({ isChosen }) => isChosen)).toHaveLength(1);
      expect(new Set(tried.map(({ trainCount }) => trainCount)).size).toBe(2);
    }
  });

  it("tries the same for the same seed, and other settings for another", () => {
    expect(search()).toEqual(search());
    expect(search({ seed: 2 }).search.tried).not.toEqual(search().search.tried);
  });

  it("keeps the default where nothing beats it for more than chance", () => {
    const labels = ["a", "b"];
    const noise = rows.map(({ text }, index) => ({ text, label: labels[index % 2]! }));
    const { search: found } = search({ rows: noise, members: ["nb"], seed: 3 });
    expect(found.tried.find(({ isChosen }) => isChosen)).toMatchObject({ isDefault: true });
  });

  it("finds a setting that is better where the default is bad", () => {
    // One word in common with any other text of the label, and hundreds that occur once.
    const sparse = Array.from({ length: 120 }, (_, index) => {
      const label = ["x", "y"][index % 2]!;
      return {
        text: `${label}${index % 5} ${Array.from({ length: 12 }, (_, at) => `n${index}q${at}`).join(" ")}`,
        label,
      };
    });
    const { settings, search: found } = search({ rows: sparse, members: ["nb", "tfidf"] });
    const chosen = found.tried.filter(({ isChosen }) => isChosen);
    for (const { member, accuracy, trainCount } of chosen) {
      const standard = found.tried.find(
        (one) => one.member === member && one.isDefault && one.trainCount === trainCount,
      )!;
      expect(accuracy).toBeGreaterThanOrEqual(standard.accuracy);
    }
    expect(settings.nb.smoothing).toBeGreaterThan(0);
  });

  it("stops when the time is over, says so, and falls back to the defaults", () => {
    let seconds = 0;
    const { search: cut } = search({ capSeconds: 3, secondsPassed: () => seconds++ });
    expect(cut.isCut).toBe(true);
    expect(cut.tried.length).toBeLessThan(8);
    const { search: none, settings } = search({ capSeconds: 1, secondsPassed: () => 2 });
    expect(none.tried).toEqual([]);
    expect(settings).toEqual(search({ members: [] }).settings);
  });

  it("never sees what measures the models", () => {
    const options = {
      rows,
      embeddings,
      classifiers: ["nb" as const],
      seed: 1,
      validationShare: 0.2,
      onProgress: () => {},
    };
    const [model] = trainAndMeasure({ ...options, searchSeconds: 60 });
    const used = model!.search!.tried.map(({ trainCount }) => trainCount);
    expect(Math.max(...used) + model!.search!.validationCount).toBe(model!.metrics.trainCount);
    expect(trainAndMeasure(options)[0]!.search).toBeNull();
  });
});
