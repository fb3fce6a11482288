import { collectDefaultMetrics, Registry } from "prom-client";
import type { Logger } from "pino";
import { withinMs } from "@/lib/platform/within-ms";
import { exposedProcessMetrics } from "./exposed-process-metrics";
import { CONTENT_TYPE, exposeText } from "./exposition";
import { createMeterMaker, type Meter, type MeterMaker } from "./meters";

/** The meters of this process. Each area of the product has its own in a file `meters.ts`. */
export type Metrics = {
  /**
   * The meters of one area: `make` runs at the first call, and every copy of the module gets the same ones.
   *
   *     export const jobMeters = (metrics: Metrics) => metrics.area("jobs", ({ counter }) => ({ ended: counter({ … }) }));
   */
  area: <Meters>(name: string, make: (maker: MeterMaker) => Meters) => Meters;
  /**
   * Sets gauges just before they are read. A collector that fails, or needs longer than two seconds, is counted in
   * `gym_metrics_collect_failures_total`, and the rest of the page is answered without it.
   */
  beforeScrape: (collector: string, collect: () => Promise<void> | void) => void;
  /** The text that Prometheus reads. */
  render: () => Promise<{ contentType: string; body: string }>;
};

declare module "@/lib/platform/runtime" {
  interface Runtime {
    metrics: Metrics;
  }
}

export type MetricsOptions = {
  /** Those of the process: memory, CPU, event loop, garbage collection. (Default: true) */
  collectDefaults?: boolean;
  log?: Pick<Logger, "warn">;
  /** Longest wait for a collector, milliseconds. (Default: 2,000) */
  collectTimeoutMs?: number;
};

export function createMetrics(options: MetricsOptions = {}): Metrics {
  const { collectDefaults = true, log, collectTimeoutMs = 2_000 } = options;
  const ofProcess = new Registry();
  if (collectDefaults) collectDefaultMetrics({ register: ofProcess });
  const meters = new Map<string, Meter>();
  const areas = new Map<string, unknown>();
  const collectors = new Map<string, () => Promise<void> | void>();
  const maker = createMeterMaker((meter) => {
    if (meters.has(meter.name)) throw new Error(`There are two meters with the name ${meter.name}`);
    meters.set(meter.name, meter);
  });

  const collectFailures = maker.counter({
    name: "gym_metrics_collect_failures_total",
    help: "Collectors that failed or took too long, so that their gauges are missing or old",
    labels: ["collector"],
  });
  const overflows = maker.gauge({
    name: "gym_metrics_overflow",
    help: "Look-ups of label combinations beyond a metric's cap, counted under the label value other",
    labels: ["metric"],
  });

  const runCollector = async (name: string, collect: () => Promise<void> | void) => {
    try {
      const isDone = await withinMs(collectTimeoutMs, Promise.resolve(collect()));
      if (!isDone) throw new Error(`no answer within ${collectTimeoutMs} ms`);
    } catch (error) {
      log?.warn({ err: error, collector: name }, "a collector of metrics failed");
      collectFailures.at({ collector: name }).add();
    }
  };

  const render = async () => {
    await Promise.all([...collectors].map(([name, collect]) => runCollector(name, collect)));
    for (const meter of meters.values()) {
      if (meter.overflowCount() > 0) overflows.set({ metric: meter.name }, meter.overflowCount());
    }
    const own = [...meters.values()].map((meter) => meter.expose());
    return { contentType: CONTENT_TYPE, body: exposeText([...own, ...(await exposedProcessMetrics(ofProcess))]) };
  };

  return {
    area: (name, make) => madeOnce(areas, name, () => make(maker)),
    beforeScrape: (name, collect) => void collectors.set(name, collect),
    render,
  };
}

/** The cast trusts that a name always comes with the same `make`: both stand side by side in one file. */
function madeOnce<Made>(made: Map<string, unknown>, name: string, make: () => Made): Made {
  if (!made.has(name)) made.set(name, make());
  return made.get(name) as Made;
}
