/** Bounds of a value that is not known exactly. */
export type Interval = { low: number; high: number };
