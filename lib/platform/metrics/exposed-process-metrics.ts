import type { MetricValueWithName, Registry } from "prom-client";
import { exposedLine, type Exposed } from "./exposition";

/** What prom-client measures of the process, for our own writer: its writer spells NaN in a way the format does not know. */
export async function exposedProcessMetrics(registry: Registry): Promise<Exposed[]> {
  const metrics = await registry.getMetricsAsJSON();
  return metrics.map(({ name, help, type, values }) => ({
    name,
    help,
    type: typeName(type),
    lines: values.map((sample) => {
      const labels = Object.entries(sample.labels).map(([label, value]) => [label, String(value)] as const);
      return exposedLine(nameOf(sample) ?? name, labels, sample.value);
    }),
  }));
}

/** prom-client declares its types as a numbered enum, and gives their names. */
function typeName(type: unknown): Exposed["type"] {
  const known = (["counter", "gauge", "histogram", "summary"] as const).find((name) => name === type);
  if (!known) throw new Error(`prom-client gave a metric of the type ${String(type)}`);
  return known;
}

/** Only parts of a histogram have a name of their own. */
const nameOf = (sample: object): string | undefined => (sample as Partial<MetricValueWithName<string>>).metricName;
