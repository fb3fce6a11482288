import type { Look } from "@/lib/experiments/schemas";

type LookPoint = { x: number; effect: number; low: number; high: number; units: number; at: string };

export type PreparedLooks = {
  points: LookPoint[];
  /** Value at the bottom and top of the drawing; 0 lies between. */
  from: number;
  to: number;
};

/** Intervals of the first units reach far; beyond so many times the last one they are cut. */
const MOST_OF_LAST = 6;

/** One variant's effect look by look, along the units that had come; looks at which nothing could be said are left out. */
export function prepareLooks(looks: readonly Look[], variant: string): PreparedLooks {
  const all = looks.flatMap(({ at, units, effects }) => {
    const found = effects.find((one) => one.variant === variant);
    if (!found || found.effect === null || found.low === null || found.high === null) return [];
    return [{ x: units, effect: found.effect, low: found.low, high: found.high, units, at }];
  });
  // The look of this moment often has the units of the one that was kept last: one place takes one look, the newer one.
  const known = all.filter(({ x }, index) => x !== all[index + 1]?.x);
  const last = known.at(-1);
  if (!last) return { points: [], from: 0, to: 0 };
  const most = MOST_OF_LAST * Math.max(Math.abs(last.low), Math.abs(last.high));
  const clip = (value: number) => Math.max(-most, Math.min(most, value));
  const points = known.map((point) => ({
    ...point,
    low: clip(point.low),
    high: clip(point.high),
    effect: clip(point.effect),
  }));
  return {
    points,
    from: Math.min(0, ...points.map(({ low }) => low)),
    to: Math.max(0, ...points.map(({ high }) => high)),
  };
}
