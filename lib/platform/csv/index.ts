export { exportRows, type ExportColumn } from "./export-rows";
export { everyRow } from "./every-row";
