/** A sample of Prometheus's text format. */
export type Sample = { name: string; labels: Record<string, string>; value: number };
export type Family = { name: string; type: string; help: string; samples: Sample[] };

const METRIC_NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const SAMPLE = new RegExp(`^(${METRIC_NAME})(?:\\{(.*)\\})? (\\S+)$`, "s");
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/;
const TYPES = ["counter", "gauge", "histogram", "summary", "untyped"];
const NUMBER = /^(NaN|[+-]Inf|[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)$/;

/**
 * Reads the text format, version 0.0.4, and refuses whatever the format's description does not allow:
 * https://prometheus.io/docs/instrumenting/exposition_formats/. Throws with the line at fault.
 */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith("\n")) throw new Error("the last line must end with a line feed");
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let current: Family = { name: "", help: "", type: "untyped", samples: [] };
  for (const line of text.slice(0, -1).split("\n")) {
    if (line === "") continue;
    if (line.startsWith("# HELP ")) {
      const [, name = "", help = ""] =
        new RegExp(`^# HELP (${METRIC_NAME}) (.*)$`).exec(line) ?? fail("a bad HELP", line);
      if (families.has(name)) fail("a second HELP or samples in two groups", line);
      if (/\\(?![\\n])/.test(help.replaceAll("\\\\", ""))) fail("an unknown escape in HELP", line);
      current = { name, help, type: "untyped", samples: [] };
      families.set(name, current);
    } else if (line.startsWith("# TYPE ")) {
      const [, name, type = ""] = new RegExp(`^# TYPE (${METRIC_NAME}) (\\w+)$`).exec(line) ?? fail("a bad TYPE", line);
      if (current.name !== name) fail("TYPE without its HELP just before", line);
      if (current.samples.length > 0 || current.type !== "untyped") fail("TYPE after samples, or twice", line);
      if (!TYPES.includes(type)) fail("an unknown type", line);
      current.type = type;
    } else if (!line.startsWith("#")) {
      const sample = parseSample(line);
      if (!belongsTo(current, sample.name)) fail("a sample outside its metric's group", line);
      const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
      if (seen.has(key)) fail("the same series twice", line);
      seen.add(key);
      current.samples.push(sample);
    }
  }
  for (const family of families.values()) checkFamily(family);
  return families;
}

function fail(what: string, line: string): never {
  throw new Error(`${what}: ${line}`);
}

function parseSample(line: string): Sample {
  const [, name = "", labelText, number = ""] = SAMPLE.exec(line) ?? fail("not a sample", line);
  if (!NUMBER.test(number)) fail("not a number", line);
  return { name, labels: labelText === undefined ? {} : parseLabels(labelText, line), value: toNumber(number) };
}

function parseLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  let rest = text;
  while (rest !== "") {
    const [whole, name = "", value = ""] = LABEL.exec(rest) ?? fail("bad labels", line);
    if (name in labels) fail("the same label twice", line);
    labels[name] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
    rest = rest.slice(whole.length);
    if (rest.startsWith(",")) rest = rest.slice(1);
    else if (rest !== "") fail("labels without a comma between", line);
  }
  return labels;
}

const toNumber = (text: string): number => (text.endsWith("Inf") ? Number(`${text}inity`) : Number(text));

function belongsTo({ name, type }: Family, sample: string): boolean {
  if (type === "histogram") return [`${name}_bucket`, `${name}_sum`, `${name}_count`].includes(sample);
  if (type === "summary") return [name, `${name}_sum`, `${name}_count`].includes(sample);
  return sample === name;
}

function checkFamily(family: Family): void {
  const { name, type, samples } = family;
  if (type === "counter") {
    for (const { value } of samples) if (!(value >= 0)) throw new Error(`the counter ${name} has the value ${value}`);
  }
  if (type === "histogram") for (const group of histogramGroups(family).values()) checkHistogram(name, group);
}

/** The samples of a histogram by their labels without `le`. */
function histogramGroups({ samples }: Family): Map<string, Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const labels = Object.entries(sample.labels).filter(([label]) => label !== "le");
    const key = JSON.stringify(labels.sort());
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return groups;
}

function checkHistogram(name: string, samples: readonly Sample[]): void {
  const buckets = samples.filter((sample) => sample.name === `${name}_bucket`);
  const [count, ...moreCounts] = samples.filter((sample) => sample.name === `${name}_count`);
  const sums = samples.filter((sample) => sample.name === `${name}_sum`);
  if (!count || moreCounts.length > 0 || sums.length !== 1) throw new Error(`${name} needs one _sum and one _count`);
  const bounds = buckets.map(({ labels }) => toNumber(labels.le ?? "missing"));
  if (bounds.some((bound, index) => Number.isNaN(bound) || (index > 0 && bound <= bounds[index - 1]!)))
    throw new Error(`${name} has bounds out of order: ${bounds.join(", ")}`);
  if (buckets.some(({ value }, index) => index > 0 && value < buckets[index - 1]!.value))
    throw new Error(`${name} has buckets that are not cumulative`);
  if (bounds.at(-1) !== Number.POSITIVE_INFINITY) throw new Error(`${name} has no bucket +Inf`);
  if (buckets.at(-1)!.value !== count.value) throw new Error(`${name} has a bucket +Inf that is not its count`);
}
