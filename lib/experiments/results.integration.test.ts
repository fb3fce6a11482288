import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "csv-parse/sync";
import { exportRows } from "@/lib/platform/csv";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Ctx } from "@/lib/platform/ctx";
import type { Runtime } from "@/lib/platform/runtime";
import { seededCtx } from "@/lib/registry/test-registry";
import { experimentColumns, getResults, listExperiments, resultColumns, resultRows } from "./index";
import { ListExperimentsQuery } from "./schemas";
import { addExperiment, assign, experimentsRuntime, fill, report, runningExperiment } from "./test-experiments";

const DAY_MS = 86_400_000;

describeEachDatabase("the results of an experiment", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let nowMs = Date.parse("2026-03-01T00:00:00Z");
  beforeAll(async () => {
    database = await open();
    runtime = experimentsRuntime(database.db, () => new Date(nowMs));
  });
  afterAll(() => database.close());

  describe("as a file", () => {
    const resultsAs = async (ctx: Ctx, format: "csv" | "json") =>
      exportRows({ format, columns: resultColumns, rows: resultRows(await getResults(ctx, "cold")), fileName: "cold" });

    it("hold one row for each metric and variant, and say the same as CSV and as JSON", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx, { guardrails: [{ measure: "complaints", margin: 0.1, isLowerBetter: true }] });
      await fill(ctx, 200, (_, index) => index % 2);
      const rows: Record<string, unknown>[] = JSON.parse(await (await resultsAs(ctx, "json")).text());
      const lines: Record<string, string>[] = parse(await (await resultsAs(ctx, "csv")).text(), { columns: true });
      expect(rows.map(({ metric, variant }) => `${String(metric)} ${String(variant)}`).slice(0, 4)).toEqual([
        "approval control",
        "approval cold",
        "complaints control",
        "complaints cold",
      ]);
      const asText = (value: unknown) => (value === null ? "" : String(value));
      expect(lines).toEqual(
        rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asText(value)]))),
      );
    });

    it("hold no NaN and no infinity where an arm is empty, nothing varies, or nothing was measured", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx, {
        primary: { measure: "revenue", aggregation: "ratio", per: "visits" },
        secondary: [{ measure: "latency", aggregation: "p95" }, { measure: "approval" }],
      });
      const texts = async () =>
        Promise.all((["csv", "json"] as const).map(async (format) => (await resultsAs(ctx, format)).text()));
      const seen = [...(await texts())];
      const { unit } = await assign(ctx, "ada");
      await report(ctx, { unit, measure: "approval", value: 1 });
      // Above the line alone: what it is divided by is 0.
      await report(ctx, { unit, measure: "revenue", value: 3 });
      seen.push(...(await texts()));
      await fill(ctx, 120, () => 1);
      await fill(ctx, 120, () => 0, "visits");
      seen.push(...(await texts()));
      for (const text of seen) expect(text).not.toMatch(/NaN|Infinity/);
    });

    it("run no formula in a spreadsheet: a name that begins like one is kept as text", async () => {
      const ctx = await seededCtx(runtime);
      await addExperiment(ctx, { name: '=HYPERLINK("http://evil.test")' });
      const { items } = await listExperiments(ctx, ListExperimentsQuery.parse({}));
      const csv = exportRows({ format: "csv", columns: experimentColumns, rows: items, fileName: "experiments" });
      const [line]: Record<string, string>[] = parse(await csv.text(), { columns: true });
      expect(line!.name).toBe('\'=HYPERLINK("http://evil.test")');
    });
  });

  it("say how many days are left until the planned size, at the pace of this phase", async () => {
    const ctx = await seededCtx(runtime);
    await runningExperiment(ctx, { unitsPerVariant: 200 });
    expect((await getResults(ctx, "cold")).size).toMatchObject({ planned: 200, perDay: null, daysLeft: null });
    await fill(ctx, 200, () => 1);
    nowMs += 2 * DAY_MS;
    const { size } = await getResults(ctx, "cold");
    expect(size.smallest).toBeGreaterThan(60);
    expect(size.perDay).toBeCloseTo(size.smallest / 2, 9);
    expect(size.daysLeft).toBeCloseTo((200 - size.smallest) / (size.smallest / 2), 9);
    await fill(ctx, 600, () => 1);
    expect((await getResults(ctx, "cold")).size.daysLeft).toBe(0);
  });
});
