import type { Outbound } from "@/lib/platform/outbound";
import type { Environment } from "@/lib/platform/environment";
import { sendToCollector } from "./send-to-collector";
import { createTraceExporter, type TraceExporter, type TraceExporterOptions } from "./trace-exporter";

type Parts = Pick<TraceExporterOptions, "metrics" | "log" | "now"> & { environment: Environment; outbound: Outbound };

/** The exporter that the environment asks for; null when it names no collector. */
export function openTraceExporter({ environment, outbound, ...parts }: Parts): TraceExporter | null {
  const { traceExport: settings } = environment;
  if (!settings) return null;
  return createTraceExporter({ ...parts, settings, send: sendToCollector(outbound, settings), random: Math.random });
}
