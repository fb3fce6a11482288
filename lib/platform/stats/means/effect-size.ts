import { logGamma } from "../numeric/log-gamma";

/** From here on the first term of the series is exact to a double. */
const SERIES_FROM = 1e5;

/** A difference in standard deviations: Cohen's d (1988). */
export function cohensD(difference: number, pooledSd: number): number {
  return difference / pooledSd;
}

/** Cohen's d without its upward bias in small samples (Hedges 1981, the exact gamma form). `df` above 1. */
export function hedgesG(d: number, df: number): number {
  if (df > SERIES_FROM) return d * (1 - 3 / (4 * df - 1));
  return (d * Math.exp(logGamma(df / 2) - logGamma((df - 1) / 2))) / Math.sqrt(df / 2);
}
