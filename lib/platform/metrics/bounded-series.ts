/** Stands for every value beyond the cap. */
const OTHER = "other";

export type Labels<Name extends string> = Readonly<Record<Name, string>>;

export type SeriesOptions<Name extends string, State> = {
  labels: readonly Name[];
  /** Labels whose values people and programs make up, such as tasks. The others have a handful of values. */
  open: readonly Name[];
  /** Most combinations of labels. */
  maxSeries: number;
  /** Whether a meter without labels has its one series from the start, so that the first event shows as an increase. */
  startsAtZero: boolean;
  create: () => State;
};

type Series<State> = { values: readonly string[]; state: State };

export type BoundedSeries<Name extends string, State> = {
  /** The state of one combination of labels. Keep it where it is used often: it stays the same until `clear`. */
  at: (labels: Labels<Name>) => State;
  all: () => Iterable<Series<State>>;
  clear: () => void;
  /** How often a combination came too late to have a series of its own. */
  overflowCount: () => number;
};

/**
 * The series of one meter. The first `maxSeries` combinations of labels have their own; later ones share those whose
 * open labels are `other`, so that totals stay right and a scrape stays small, whatever names arrive.
 */
export function createBoundedSeries<Name extends string, State>(
  options: SeriesOptions<Name, State>,
): BoundedSeries<Name, State> {
  const { labels, open, maxSeries, startsAtZero, create } = options;
  const series = new Map<string, Series<State>>();
  let overflowCount = 0;

  const add = (key: string, values: readonly string[]): State => {
    const state = create();
    series.set(key, { values, state });
    return state;
  };

  if (startsAtZero && labels.length === 0) add("", []);

  return {
    at: (given) => {
      const values = labels.map((name) => given[name]);
      const key = values.join("\0");
      const found = series.get(key);
      if (found) return found.state;
      if (series.size < maxSeries || open.length === 0) return add(key, values);
      overflowCount++;
      const shared = labels.map((name) => (open.includes(name) ? OTHER : given[name]));
      const sharedKey = shared.join("\0");
      return series.get(sharedKey)?.state ?? add(sharedKey, shared);
    },
    all: () => series.values(),
    clear: () => series.clear(),
    overflowCount: () => overflowCount,
  };
}
