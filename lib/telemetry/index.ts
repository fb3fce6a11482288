export { ingestTraces } from "./ingest/ingest-traces";
export { openTraceExporter } from "./open-trace-exporter";
