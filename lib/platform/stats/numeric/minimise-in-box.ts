const MAX_ROUNDS = 400;
const SPREAD_TO_STOP = 1e-10;

/**
 * The lowest point found of `f` over [0, 1]^`size`: the downhill simplex of Nelder and Mead (1965), kept inside the box, from
 * the `starts` best points of a regular grid. The same input gives the same answer.
 */
export function minimiseInBox(f: (point: readonly number[]) => number, size: number, starts = 3): number[] {
  const grid = gridOf(size, [0.02, 0.15, 0.4, 0.8]).map((point) => ({ point, value: finite(f(point)) }));
  const best = grid.sort((a, b) => a.value - b.value).slice(0, starts);
  return best.map(({ point }) => descend(f, point)).sort((a, b) => a.value - b.value)[0]!.point;
}

type Vertex = { point: number[]; value: number };

function descend(f: (point: readonly number[]) => number, start: readonly number[]): Vertex {
  const at = (point: number[]): Vertex => {
    const inside = point.map((value) => Math.min(1, Math.max(0, value)));
    return { point: inside, value: finite(f(inside)) };
  };
  const corner = (axis: number) =>
    start.map((value, index) => (index === axis ? value + (value > 0.5 ? -0.1 : 0.1) : value));
  const simplex = [at([...start]), ...start.map((_, axis) => at(corner(axis)))];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0]!, simplex.at(-1)!];
    if (worst.value - best.value <= SPREAD_TO_STOP * Math.abs(best.value)) break;
    const others = simplex.slice(0, -1);
    const centre = start.map((_, axis) => others.reduce((sum, { point }) => sum + point[axis]!, 0) / others.length);
    const beyond = (reach: number) => at(centre.map((value, axis) => value + reach * (worst.point[axis]! - value)));
    const reflected = beyond(-1);
    if (reflected.value < best.value) {
      const expanded = beyond(-2);
      simplex[simplex.length - 1] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < others.at(-1)!.value) {
      simplex[simplex.length - 1] = reflected;
    } else {
      const contracted = reflected.value < worst.value ? beyond(-0.5) : beyond(0.5);
      if (contracted.value < Math.min(worst.value, reflected.value)) simplex[simplex.length - 1] = contracted;
      else simplex.forEach(({ point }, index) => index > 0 && (simplex[index] = at(towards(best.point, point))));
    }
  }
  return simplex.sort((a, b) => a.value - b.value)[0]!;
}

const towards = (goal: readonly number[], point: readonly number[]): number[] =>
  point.map((value, axis) => (value + goal[axis]!) / 2);

function gridOf(size: number, marks: readonly number[]): number[][] {
  if (size === 0) return [[]];
  return gridOf(size - 1, marks).flatMap((point) => marks.map((mark) => [...point, mark]));
}

const finite = (value: number): number => (Number.isFinite(value) ? value : Number.MAX_VALUE);
