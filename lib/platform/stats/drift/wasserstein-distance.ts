/** Area between the distribution functions of two samples, each ascending and not empty (Vallender 1974). */
export function wassersteinDistance(a: readonly number[], b: readonly number[]): number {
  let [i, j, area] = [0, 0, 0];
  let last = Math.min(a[0]!, b[0]!);
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    area += Math.abs(i / a.length - j / b.length) * (value - last);
    last = value;
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
  }
  return area;
}
