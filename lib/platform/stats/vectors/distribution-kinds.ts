import { betaLowerTail, betaQuantile, betaUpperTail } from "../distributions/beta";
import { chiSquareLowerTail, chiSquareQuantile, chiSquareUpperTail } from "../distributions/chi-square";
import { fLowerTail, fQuantile, fUpperTail } from "../distributions/f-distribution";
import { normalLowerTail, normalQuantile, normalUpperTail } from "../distributions/normal";
import { tLowerTail, tQuantile, tUpperTail } from "../distributions/student-t";
import { offer, type OfferedKind } from "./offered-kind";

type Numbers = Record<"x" | "p" | "df" | "df1" | "df2" | "a" | "b", number>;

/** By scipy's names: `cdf` is the lower tail, `sf` the upper one, `ppf` the quantile. */
const FUNCTIONS: Record<string, (numbers: Numbers) => number> = {
  norm_cdf: ({ x }) => normalLowerTail(x),
  norm_sf: ({ x }) => normalUpperTail(x),
  norm_ppf: ({ p }) => normalQuantile(p),
  t_cdf: ({ x, df }) => tLowerTail(x, df),
  t_sf: ({ x, df }) => tUpperTail(x, df),
  t_ppf: ({ p, df }) => tQuantile(p, df),
  chi2_cdf: ({ x, df }) => chiSquareLowerTail(x, df),
  chi2_sf: ({ x, df }) => chiSquareUpperTail(x, df),
  chi2_ppf: ({ p, df }) => chiSquareQuantile(p, df),
  beta_cdf: ({ x, a, b }) => betaLowerTail(x, a, b),
  beta_sf: ({ x, a, b }) => betaUpperTail(x, a, b),
  beta_ppf: ({ p, a, b }) => betaQuantile(p, a, b),
  f_cdf: ({ x, df1, df2 }) => fLowerTail(x, df1, df2),
  f_sf: ({ x, df1, df2 }) => fUpperTail(x, df1, df2),
  f_ppf: ({ p, df1, df2 }) => fQuantile(p, df1, df2),
};

export const DISTRIBUTION_KINDS: Record<string, OfferedKind> = {
  distributions: offer(({ fn, ...numbers }: Numbers & { fn: string }) => ({ value: FUNCTIONS[fn]?.(numbers) })),
};
