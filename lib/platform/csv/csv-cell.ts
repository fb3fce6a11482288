export type CellValue = string | number | boolean | null | undefined | Date | object;

/**
 * One cell as RFC 4180 wants it. Text that a spreadsheet would run as a formula (beginning with `=`, `+`, `-`, `@`,
 * tab or carriage return) gets an apostrophe in front; numbers keep their sign. null and undefined are empty.
 * Source: OWASP, "CSV Injection".
 */
export function csvCell(value: CellValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  if (typeof value === "boolean") return String(value);
  return quote(neutralise(textOf(value)));
}

function textOf(value: string | object): string {
  if (typeof value === "string") return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}

const neutralise = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One line, with the line ending that RFC 4180 names. */
export const csvLine = (values: readonly CellValue[]): string => `${values.map(csvCell).join(",")}\r\n`;
