import { describe, expect, it } from "vitest";
import { assignmentRule, assignUnit } from "./assign-unit";
import { ExperimentDesign } from "./schemas";
import { forcedVariant, serveVariant, type ActiveExperiment } from "./serve-variant";

const design = (changes: object = {}): ExperimentDesign =>
  ExperimentDesign.parse({
    name: "Test",
    task: "general_chat",
    unit: "user",
    variants: [
      { key: "control", name: "Control", weight: 0.7 },
      { key: "cold", name: "Cold", weight: 0.3, configuration: { parameters: { temperature: 0 } } },
    ],
    primary: { measure: "success" },
    ...changes,
  });

const rule = (changes: object = {}, phase = 1) => assignmentRule("test", phase, design(changes), [0.7, 0.3]);
const UNITS = Array.from({ length: 20_000 }, (_, index) => `user-${index}`);
const placesOf = (one: ReturnType<typeof rule>) => UNITS.map((unit) => assignUnit(one, unit, {}).variant);

describe("a unit's variant", () => {
  it("is always the same, and all of them come to the planned shares", () => {
    const places = placesOf(rule());
    expect(placesOf(rule())).toEqual(places);
    expect(places.filter((place) => place === 1).length / UNITS.length).toBeCloseTo(0.3, 2);
  });

  it("stays when coverage grows, and is drawn anew in a new phase", () => {
    const [half, whole, next] = [placesOf(rule({ coverage: 0.5 })), placesOf(rule()), placesOf(rule({}, 2))];
    expect(half.filter((place) => place !== null).length / UNITS.length).toBeCloseTo(0.5, 1);
    half.forEach((place, index) => place !== null && expect(whole[index]).toBe(place));
    const agreeing = whole.filter((place, index) => place === next[index]).length / UNITS.length;
    expect(agreeing).toBeCloseTo(0.7 ** 2 + 0.3 ** 2, 1);
  });

  it("exists in only one of two experiments whose ranges of a namespace are apart", () => {
    const [first, second] = [
      rule({ namespace: { name: "n", from: 0, to: 0.5 } }),
      rule({ namespace: { name: "n", from: 0.5, to: 1 } }),
    ];
    for (const unit of UNITS.slice(0, 2_000)) {
      const inside = [first, second].filter((one) => assignUnit(one, unit, {}).variant !== null);
      expect(inside).toHaveLength(1);
    }
  });
});

describe("a request", () => {
  const active = (changes: object = {}): ActiveExperiment => ({
    organizationId: "o",
    id: "e",
    slug: "test",
    phase: 1,
    phaseStartedMs: 0,
    design: design(changes),
    weights: [0.7, 0.3],
    rule: rule(changes),
  });
  const request = { executionId: "x", sessionRef: null, userRef: null, tags: {} };

  it("takes part by its unit, and not without one", () => {
    expect(serveVariant([active()], request)).toBeNull();
    expect(serveVariant([active({ unit: "session" })], { ...request, userRef: "ada" })).toBeNull();
    expect(serveVariant([active()], { ...request, userRef: "ada" })).toMatchObject({ slug: "test", unitRef: "ada" });
    expect(serveVariant([active({ unit: "request" })], request)).toMatchObject({ unitRef: "x" });
  });

  it("that forces a variant gets it and is no unit", () => {
    expect(forcedVariant([active()], "test:cold")).toEqual({
      slug: "test",
      variant: "cold",
      unitRef: null,
      configuration: { parameters: { temperature: 0 } },
    });
    for (const name of ["test:none", "other:cold", "cold", ""]) expect(forcedVariant([active()], name)).toBeNull();
  });
});
