import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMetrics, type Metrics } from ".";
import { parseExposition, type Sample } from "./test-exposition";

const create = (options = {}) => createMetrics({ collectDefaults: false, ...options });
const read = async (metrics: Metrics) => parseExposition((await metrics.render()).body);
const samplesOf = async (metrics: Metrics, name: string): Promise<Sample[]> =>
  (await read(metrics)).get(name)?.samples ?? [];

describe("createMetrics", () => {
  it("writes text that a strict parser takes, defaults of the process included", async () => {
    const metrics = createMetrics();
    const { contentType, body } = await metrics.render();
    expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    const families = parseExposition(body);
    expect([...families.keys()]).toEqual(
      expect.arrayContaining(["process_cpu_seconds_total", "nodejs_eventloop_lag_p99_seconds"]),
    );
  });

  it("gives back label values whatever they hold", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ unit: "binary" }).filter((text) => !text.includes("\0"))),
        async (values) => {
          const metrics = create();
          const { hits } = metrics.area("test", ({ counter }) => ({
            hits: counter({ name: "hits_total", help: "a \\ and\na line", labels: ["text"] }),
          }));
          for (const text of values) hits.at({ text }).add();
          const samples = await samplesOf(metrics, "hits_total");
          expect(samples.map(({ labels }) => labels.text)).toEqual(values);
        },
      ),
    );
  });

  it("puts each value of a histogram into its bucket, bounds included", async () => {
    const metrics = create();
    const { seconds } = metrics.area("test", ({ histogram }) => ({
      seconds: histogram({ name: "wait_seconds", help: "waits", labels: ["kind"], buckets: [0.1, 1] }),
    }));
    for (const value of [0.1, 0.5, 7, Number.NaN]) seconds.at({ kind: "a" }).observe(value);
    expect((await samplesOf(metrics, "wait_seconds")).map(({ labels, value }) => [labels.le, value])).toEqual([
      ["0.1", 1],
      ["1", 2],
      ["+Inf", 3],
      [undefined, 7.6],
      [undefined, 3],
    ]);
  });

  it("shows a counter without labels before the first event, and a gauge only once it is set", async () => {
    const metrics = create();
    metrics.area("test", ({ counter, gauge }) => [
      counter({ name: "events_total", help: "events" }),
      gauge({ name: "level", help: "level" }),
    ]);
    expect(await samplesOf(metrics, "events_total")).toMatchObject([{ value: 0 }]);
    expect(await samplesOf(metrics, "level")).toEqual([]);
  });

  it("keeps 10,000 made-up names to the cap, with the right total", async () => {
    const metrics = create();
    const { calls } = metrics.area("test", ({ counter }) => ({
      calls: counter({
        name: "calls_total",
        help: "calls",
        labels: ["task", "status"],
        open: ["task"],
        maxSeries: 100,
      }),
    }));
    for (let index = 0; index < 10_000; index++)
      calls.at({ task: `task-${index}`, status: index % 2 ? "failed" : "success" }).add();
    const samples = await samplesOf(metrics, "calls_total");
    expect(samples.length).toBeLessThanOrEqual(102);
    expect(samples.reduce((sum, { value }) => sum + value, 0)).toBe(10_000);
    expect(samples.filter(({ labels }) => labels.task === "other").map(({ value }) => value)).toEqual([4_950, 4_950]);
    expect(await samplesOf(metrics, "gym_metrics_overflow")).toMatchObject([{ labels: { metric: "calls_total" } }]);
  });

  it("never lets a counter fall or become no number", async () => {
    const metrics = create();
    const { cost } = metrics.area("test", ({ counter }) => ({ cost: counter({ name: "cost_total", help: "cost" }) }));
    for (const amount of [1, -5, Number.NaN]) cost.at({}).add(amount);
    expect(await samplesOf(metrics, "cost_total")).toMatchObject([{ value: 1 }]);
  });

  it("gives every copy of a module the same meters", () => {
    const metrics = create();
    const make = () => metrics.area("test", ({ counter }) => counter({ name: "once_total", help: "once" }));
    expect(make()).toBe(make());
  });

  it("answers without a collector that fails or hangs, and counts it", async () => {
    const metrics = create({ collectTimeoutMs: 5 });
    metrics.beforeScrape("broken", () => Promise.reject(new Error("no")));
    metrics.beforeScrape("hanging", () => new Promise<never>(() => undefined));
    await metrics.render();
    const failures = await samplesOf(metrics, "gym_metrics_collect_failures_total");
    expect(failures.map(({ labels }) => labels.collector).toSorted()).toEqual(["broken", "hanging"]);
  });
});

describe("parseExposition", () => {
  const head = "# HELP a x\n# TYPE a histogram\n";
  it.each([
    ["no line feed at the end", "# HELP a x\n# TYPE a gauge\na 1"],
    ["a sample without its metric", "a 1\n"],
    ["TYPE before HELP", "# TYPE a gauge\n# HELP a x\na 1\n"],
    ["a metric in two groups", "# HELP a x\n# TYPE a gauge\na 1\n# HELP b x\n# TYPE b gauge\n# HELP a x\n"],
    ["the same series twice", '# HELP a x\n# TYPE a gauge\na{b="1"} 1\na{b="1"} 2\n'],
    ["an unescaped quote", '# HELP a x\n# TYPE a gauge\na{b="""} 1\n'],
    ["a number that is none", "# HELP a x\n# TYPE a gauge\na one\n"],
    ["a falling bucket", `${head}a_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n`],
    ["a missing +Inf", `${head}a_bucket{le="1"} 2\na_sum 1\na_count 2\n`],
    ["+Inf that is not the count", `${head}a_bucket{le="+Inf"} 1\na_sum 1\na_count 2\n`],
    ["a negative counter", "# HELP a x\n# TYPE a counter\na -1\n"],
  ])("refuses %s", (_, text) => {
    expect(() => parseExposition(text)).toThrow();
  });
});
