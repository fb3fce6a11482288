import { isDeepStrictEqual } from "node:util";
import { isPastMeasure } from "@/lib/executions";
import type { ExperimentDesign } from "./schemas";
import { isAnytime, metricKey } from "./words";

export type DesignFault = { field: string; message: string };

/** Shares that were typed as 0.33 three times are meant. */
const WEIGHT_TOLERANCE = 0.001;

/** What of a design does not fit together; null when all does. Whether models exist is not asked here. */
export function designFault(design: ExperimentDesign): DesignFault | null {
  return (
    variantFault(design) ?? metricFault(design) ?? covariateFault(design) ?? planFault(design) ?? methodFault(design)
  );
}

function variantFault({ variants, assignment }: ExperimentDesign): DesignFault | null {
  const sum = variants.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 1) > WEIGHT_TOLERANCE)
    return { field: "variants", message: `The weights sum to ${Number(sum.toFixed(4))}; they have to sum to 1` };
  const idle = variants.findIndex(({ weight }) => weight === 0);
  if (idle >= 0)
    return {
      field: `variants[${idle}].weight`,
      message: "A variant without traffic teaches nothing: its weight is above 0",
    };
  for (const [index, variant] of variants.entries()) {
    const twin = variants.slice(0, index).find(({ key }) => key === variant.key);
    if (twin) return { field: `variants[${index}].key`, message: `There are two variants \`${variant.key}\`` };
    if (assignment === "api") continue;
    const same = variants
      .slice(0, index)
      .find(({ configuration }) => isDeepStrictEqual(configuration, variant.configuration));
    if (same)
      return {
        field: `variants[${index}].configuration`,
        message: `\`${variant.key}\` is equal to \`${same.key}\`: change something in it, or test the tester on the A/A page`,
      };
  }
  return null;
}

function metricFault({ primary, secondary, guardrails, usesCovariate }: ExperimentDesign): DesignFault | null {
  const named = [
    { metric: primary, field: "primary" },
    ...secondary.map((metric, index) => ({ metric, field: `secondary[${index}]` })),
    ...guardrails.map((metric, index) => ({ metric, field: `guardrails[${index}]` })),
  ];
  for (const [index, { metric, field }] of named.entries()) {
    if (metric.aggregation === "ratio" && metric.per === null)
      return { field: `${field}.per`, message: "A ratio needs the measure below its line" };
    if (metric.aggregation !== "ratio" && metric.per !== null)
      return { field: `${field}.per`, message: "Only a ratio is divided by another measure" };
    if (named.slice(0, index).some((other) => metricKey(other.metric) === metricKey(metric)))
      return { field, message: `The metric ${metricKey(metric)} is named twice` };
  }
  if (usesCovariate && (primary.aggregation === "ratio" || primary.aggregation === "p95"))
    return { field: "usesCovariate", message: "A covariate adjusts means, not ratios or percentiles" };
  return null;
}

function covariateFault({ usesCovariate, covariateSource, unit, primary }: ExperimentDesign): DesignFault | null {
  if (!usesCovariate || covariateSource === "reported") return null;
  if (unit === "request")
    return { field: "covariateSource", message: "A request has no past: choose users or sessions as units" };
  if (!isPastMeasure(primary.measure))
    return {
      field: "covariateSource",
      message: "The past is known of what is measured of executions, such as latency, cost, quality or approval",
    };
  return null;
}

function planFault(design: ExperimentDesign): DesignFault | null {
  const { namespace, method, kind, unit, primary } = design;
  if (namespace && namespace.from >= namespace.to)
    return { field: "namespace", message: "The range of a namespace begins below its end" };
  if (design.coverage === 0) return { field: "coverage", message: "Somebody has to take part: it is above 0" };
  if (kind === "bandit" && method !== "sequential")
    return {
      field: "method",
      message: "A bandit stops by a rule of its own when it is sure. It cannot be mixed with another test",
    };
  if (kind === "bandit" && unit !== "request")
    return {
      field: "unit",
      message: "A bandit moves its shares, so it can only assign requests: sessions and users would change sides",
    };
  if (kind === "bandit" && (primary.aggregation === "p95" || primary.aggregation === "ratio"))
    return { field: "primary.aggregation", message: "A bandit follows a mean: choose mean, sum or any" };
  return null;
}

/** Measures of which a unit's value is 0 or 1, or a share of such. */
const SHARES = ["success", "error"];

function methodFault({ method, unitsPerVariant, minimumEffect, primary, usesCovariate }: ExperimentDesign) {
  if (!isAnytime(method) && unitsPerVariant === null)
    return {
      field: "unitsPerVariant",
      message: "A fixed test is looked at when its planned size is reached: plan one",
    };
  if (method === "msprt" && minimumEffect === null)
    return {
      field: "minimumEffect",
      message: "The mixture test (mSPRT) expects differences of some size: name the smallest one that matters",
    };
  if (method !== "rank") return null;
  if ((primary.aggregation !== "mean" && primary.aggregation !== "sum") || SHARES.includes(primary.measure))
    return {
      field: "method",
      message: "A test of ranks compares values such as latency, cost or a rating, not shares, percentiles or ratios",
    };
  if (usesCovariate) return { field: "usesCovariate", message: "A test of ranks takes no covariate" };
  return null;
}
