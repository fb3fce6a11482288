export { openTraceExporter } from "./open-trace-exporter";
