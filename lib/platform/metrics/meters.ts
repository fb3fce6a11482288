import { createBoundedSeries, type Labels } from "./bounded-series";
import { exposedLine, type Exposed } from "./exposition";

type MeterOptions<Name extends string> = {
  /** In Prometheus's manner: `gym_<area>_<what>_<unit>`, counters end in `_total`, times are in seconds. */
  name: string;
  help: string;
  labels?: readonly Name[];
  /** Labels whose values nobody can count beforehand. Beyond the cap they read `other`. (Default: none) */
  open?: readonly Name[];
  /** (Default: 1,000; for histograms 200, since each of their series has a line for every bucket) */
  maxSeries?: number;
};

/** What grows by `add`. Keep it for a combination of labels that is counted often. */
export type CounterSeries = { add: (amount?: number) => void };
type Counter<Name extends string> = { at: (labels: Labels<Name>) => CounterSeries };

export type HistogramSeries = { observe: (value: number) => void };
type Histogram<Name extends string> = { at: (labels: Labels<Name>) => HistogramSeries };

type Gauge<Name extends string> = {
  set: (labels: Labels<Name>, value: number) => void;
  /** Forgets all series, before those that still exist are set again. */
  clear: () => void;
};

export type Meter = { name: string; expose: () => Exposed; overflowCount: () => number };

export type MeterMaker = {
  counter: <Name extends string = never>(options: MeterOptions<Name>) => Counter<Name>;
  /** Without open labels, since several values under `other` would be none: what sets it bounds how much it sets. */
  gauge: <Name extends string = never>(options: Omit<MeterOptions<Name>, "open" | "maxSeries">) => Gauge<Name>;
  histogram: <Name extends string = never>(
    options: MeterOptions<Name> & { buckets: readonly number[] },
  ) => Histogram<Name>;
};

const MAX_SERIES = 1_000;
const MAX_HISTOGRAM_SERIES = 200;

/** Makes meters and hands each to `register`. */
export function createMeterMaker(register: (meter: Meter) => void): MeterMaker {
  return {
    counter: (options) => {
      const series = createBoundedSeries({
        ...seriesOptions(options),
        startsAtZero: true,
        create: createCounterSeries,
      });
      register(
        meterOf("counter", options, series, (labels, { total }) => [exposedLine(options.name, labels, total())]),
      );
      return series;
    },
    gauge: (options) => {
      const series = createBoundedSeries({
        ...seriesOptions(options),
        startsAtZero: false,
        create: () => ({ value: 0 }),
      });
      register(meterOf("gauge", options, series, (labels, { value }) => [exposedLine(options.name, labels, value)]));
      return {
        set: (labels, value) => {
          series.at(labels).value = value;
        },
        clear: series.clear,
      };
    },
    histogram: (options) => {
      const { name, buckets } = options;
      const series = createBoundedSeries({
        ...seriesOptions({ maxSeries: MAX_HISTOGRAM_SERIES, ...options }),
        startsAtZero: true,
        create: () => createHistogramSeries(buckets),
      });
      register(
        meterOf("histogram", options, series, (labels, { counts, sum }) =>
          histogramLines(name, labels, buckets, counts(), sum()),
        ),
      );
      return series;
    },
  };
}

function seriesOptions<Name extends string>({ labels = [], open = [], maxSeries = MAX_SERIES }: MeterOptions<Name>) {
  return { labels, open, maxSeries };
}

type LabelPairs = readonly (readonly [string, string])[];

function meterOf<Name extends string, State>(
  type: Exposed["type"],
  { name, help, labels = [] }: MeterOptions<Name>,
  series: Pick<ReturnType<typeof createBoundedSeries<Name, State>>, "all" | "overflowCount">,
  lines: (labels: LabelPairs, state: State) => string[],
): Meter {
  return {
    name,
    overflowCount: series.overflowCount,
    expose: () => ({
      name,
      help,
      type,
      lines: [...series.all()].flatMap(({ values, state }) =>
        lines(
          labels.map((label, index) => [label, values[index]!] as const),
          state,
        ),
      ),
    }),
  };
}

function createCounterSeries(): CounterSeries & { total: () => number } {
  let total = 0;
  return {
    add: (amount = 1) => {
      // Counters never fall; what is no number would spoil the sum for good.
      if (amount > 0) total += amount;
    },
    total: () => total,
  };
}

function createHistogramSeries(buckets: readonly number[]) {
  const counts = new Array<number>(buckets.length + 1).fill(0);
  let sum = 0;
  return {
    observe: (value: number) => {
      if (Number.isNaN(value)) return;
      let index = 0;
      while (index < buckets.length && value > buckets[index]!) index++;
      counts[index]!++;
      sum += value;
    },
    /** Per bucket, the last one for what is above all bounds. */
    counts: (): readonly number[] => counts,
    sum: () => sum,
  };
}

function histogramLines(
  name: string,
  labels: LabelPairs,
  buckets: readonly number[],
  counts: readonly number[],
  sum: number,
): string[] {
  let upTo = 0;
  const lines = [...buckets, Number.POSITIVE_INFINITY].map((bound, index) => {
    upTo += counts[index]!;
    return exposedLine(`${name}_bucket`, [...labels, ["le", formatBound(bound)]], upTo);
  });
  return [...lines, exposedLine(`${name}_sum`, labels, sum), exposedLine(`${name}_count`, labels, upTo)];
}

const formatBound = (bound: number): string => (bound === Number.POSITIVE_INFINITY ? "+Inf" : String(bound));
