import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { LabelledText } from "@/lib/providers";

/** Rows of a CSV file with the columns `text` and `category`. */
export function readLabelledFile(name: string): LabelledText[] {
  const rows = parse<Record<string, string>>(readFileSync(name, "utf8"), { columns: true, bom: true });
  const isComplete = rows.every(({ text, category }) => text !== undefined && category !== undefined);
  if (rows.length === 0 || !isComplete) throw new Error(`${name} needs the columns text and category, and rows`);
  return rows.map(({ text, category }) => ({ text: text ?? "", label: category ?? "" }));
}
