export { everyRow } from "./every-row";
export { ExportFormat, exportRows, type ExportColumn, type ExportOptions } from "./export-rows";
