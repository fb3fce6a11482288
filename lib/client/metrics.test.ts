import type { z } from "zod";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  ComparisonQuery,
  CostAnalysisQuery,
  CostExportQuery,
  CostQuery,
  MetricsQuery,
  RecentQuery,
  StatsQuery,
  TimeseriesQuery,
} from "@/lib/executions/schemas";
import { TimelineQuery } from "@/lib/timeline/schemas";
import { costsQuery, savingsQuery } from "./costs";
import {
  comparisonQuery,
  costAnalysisQuery,
  exportAddress,
  metricsQuery,
  recentQuery,
  statsQuery,
  timeseriesQuery,
} from "./metrics";
import { makeQueryClient } from "./query-client";
import { timelineQuery } from "./timeline";

afterEach(() => vi.unstubAllGlobals());

/** The address that a query asks. */
async function addressOf(query: { queryKey: readonly unknown[]; queryFn?: unknown }): Promise<URL> {
  let asked = "";
  vi.stubGlobal("fetch", (address: string) => {
    asked = address;
    return Promise.resolve(Response.json({ data: [] }));
  });
  await makeQueryClient().fetchQuery(query as Parameters<ReturnType<typeof makeQueryClient>["fetchQuery"]>[0]);
  return new URL(asked, "http://localhost");
}

/** Strict, as the API is: a name that the schema does not know is refused. */
function parsed<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, address: URL) {
  return schema.strict().parse(Object.fromEntries(address.searchParams));
}

const from = expect.stringMatching(/^\d{4}-.*Z$/) as string;

describe("questions about metrics and costs", () => {
  it.each([
    ["/metrics", MetricsQuery, metricsQuery("24h", { task: "a", source: "gateway" }), { task: "a", source: "gateway" }],
    [
      "/metrics/timeseries",
      TimeseriesQuery,
      timeseriesQuery("30d", "task", { step: 60, compare: "weekdays", maxGroups: 5 }),
      { groupBy: "task", step: 60, compare: "weekdays", maxGroups: 5 },
    ],
    ["/metrics/stats", StatsQuery, statsQuery("7d", { groupBy: "model" }), { groupBy: "model" }],
    ["/metrics/comparison", ComparisonQuery, comparisonQuery("7d", "a"), { task: "a" }],
    ["/metrics/cost-analysis", CostAnalysisQuery, costAnalysisQuery("30d", "a"), { task: "a" }],
    ["/timeline", TimelineQuery, timelineQuery("7d", { model: "m" }), { model: "m" }],
    ["/costs", CostQuery, costsQuery("30d", "tag", { tag: "team", limit: 5 }), { by: "tag", tag: "team", limit: 5 }],
    ["/costs/savings", CostAnalysisQuery, savingsQuery("30d"), {}],
  ] as const)("reach %s with fields that it takes", async (path, schema, query, expected) => {
    const address = await addressOf(query);
    expect(address.pathname).toBe(`/api/v1${path}`);
    expect(parsed(schema as z.ZodObject, address)).toMatchObject({ ...expected, from });
  });

  it("ask for the newest executions without a window", async () => {
    const address = await addressOf(recentQuery({ status: "failed", limit: 5 }));
    expect(parsed(RecentQuery, address)).toEqual({ status: "failed", limit: 5 });
  });

  it("ask for all time as a period, in exports as well", () => {
    const address = new URL(exportAddress("/costs/export", { by: "user" }, "all", "jsonl"), "http://localhost");
    expect(parsed(CostExportQuery, address)).toEqual({ by: "user", period: "all", format: "jsonl" });
  });
});
