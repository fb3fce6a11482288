/** One metric with its samples, each a finished line. */
export type Exposed = {
  name: string;
  help: string;
  type: "counter" | "gauge" | "histogram" | "summary";
  lines: readonly string[];
};

export const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Prometheus's text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function exposeText(metrics: readonly Exposed[]): string {
  return metrics
    .map(({ name, help, type, lines }) =>
      [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${type}`, ...lines, ""].join("\n"),
    )
    .join("");
}

export function exposedLine(name: string, labels: readonly (readonly [string, string])[], value: number): string {
  const pairs = labels.map(([label, text]) => `${label}="${escapeLabelValue(text)}"`).join(",");
  return `${name}${pairs && `{${pairs}}`} ${exposedNumber(value)}`;
}

function exposedNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? "+Inf" : "-Inf";
}

const escapeHelp = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");

const escapeLabelValue = (text: string): string =>
  text.replace(/[\\"\n]/g, (character) => (character === "\n" ? "\\n" : `\\${character}`));
