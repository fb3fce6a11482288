const MAX_STEPS = 300;

/**
 * Where `f` crosses 0 between `low` and `high`, to the last digits of a double (Chandrupatla 1997: inverse quadratic
 * interpolation where it is safe, halving where not). When both ends lie on one side there is no crossing, and the end
 * nearer to 0 comes back.
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let [b, a] = [low, high];
  let [fb, fa] = [f(b), f(a)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (fa > 0 === fb > 0) return Math.abs(fa) < Math.abs(fb) ? a : b;
  let share = 0.5;
  for (let round = 0; round < MAX_STEPS; round++) {
    const x = a + share * (b - a);
    const fx = f(x);
    const isSideOfA = fx > 0 === fa > 0;
    const [c, fc] = isSideOfA ? [a, fa] : [b, fb];
    if (!isSideOfA) [b, fb] = [a, fa];
    [a, fa] = [x, fx];
    if (fx === 0) return x;
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const limit = (2 * Number.EPSILON * Math.abs(best) + Number.MIN_VALUE) / Math.abs(b - a);
    if (limit > 0.5) return best;
    share = Math.min(1 - limit, Math.max(limit, nextShare([a, b, c], [fa, fb, fc])));
  }
  return a;
}

type Three = [number, number, number];

/** How far from a to b the next try lies, 0–1. */
function nextShare([a, b, c]: Three, [fa, fb, fc]: Three): number {
  const place = (a - b) / (c - b);
  const height = (fa - fb) / (fc - fb);
  const isSafe = height * height < place && (1 - height) ** 2 < 1 - place;
  if (!isSafe) return 0.5;
  const share = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
  return Number.isFinite(share) ? share : 0.5;
}
