const DAY_MS = 86_400_000;

export type BucketFormat = {
  /** On the axis: as little as tells the buckets apart. */
  tick: (atMs: number) => string;
  /** In tooltips and tables: unmistakable. */
  full: (atMs: number) => string;
};

/**
 * Names of buckets. Buckets of a day and more are days of UTC, as the server counts them, so a reader east of it sees
 * no shifted day; shorter ones are in the reader's zone.
 */
export function bucketFormat(bucketMs: number, spanMs: number, localTimeZone?: string): BucketFormat {
  const isDaily = bucketMs >= DAY_MS;
  const timeZone = isDaily ? "UTC" : localTimeZone;
  const day = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone });
  const clock = new Intl.DateTimeFormat("en-US", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const full = new Intl.DateTimeFormat("en-US", {
    year: "numeric",
    month: "short",
    day: "numeric",
    timeZone,
    timeZoneName: "short",
    ...(isDaily ? {} : { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  });
  return {
    tick: (atMs) => (isDaily || spanMs > 2 * DAY_MS ? day : clock).format(atMs),
    full: (atMs) => full.format(atMs),
  };
}
