import { stirlingError } from "./log-gamma";

/**
 * Binomial and Poisson probabilities for real arguments, exact also for counts of millions where sums of log gammas
 * cancel: the saddle-point form of Loader 2000, "Fast and accurate computation of binomial probabilities".
 */

/** Γ(n+1) / (Γ(k+1) Γ(n-k+1)) · p^k · q^(n-k), with q = 1 - p given apart so that neither is rounded away. */
export function binomialDensity(k: number, n: number, p: number, q: number): number {
  const rest = n - k;
  if (k < 0 || rest < 0) return 0;
  if (p <= 0) return k === 0 ? 1 : 0;
  if (q <= 0) return rest === 0 ? 1 : 0;
  if (k === 0) return Math.exp(logPower(q, p, n));
  if (rest === 0) return Math.exp(logPower(p, q, n));
  const stirling = stirlingError(n) - stirlingError(k) - stirlingError(rest);
  const scale = Math.sqrt(n / (2 * Math.PI * k * rest));
  return scale * Math.exp(stirling - deviance(k, n * p) - deviance(rest, n * q));
}

/** e^-mean · mean^k / Γ(k+1). */
export function poissonDensity(k: number, mean: number): number {
  if (k < 0) return 0;
  if (mean <= 0) return k === 0 ? 1 : 0;
  if (k === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(k) - deviance(k, mean)) / Math.sqrt(2 * Math.PI * k);
}

/** times · log(base), by way of 1 - base where that is the smaller one. */
function logPower(base: number, complement: number, times: number): number {
  return times * (complement < 0.5 ? Math.log1p(-complement) : Math.log(base));
}

/** x log(x / mean) + mean - x, by its series where the terms cancel. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const ratio = (x - mean) / (x + mean);
  let sum = (x - mean) * ratio;
  let term = 2 * x * ratio;
  for (let order = 1; order < 1000; order++) {
    term *= ratio * ratio;
    const next = sum + term / (2 * order + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
