import { z } from "zod";
import { invalidInput } from "../errors";
import { nearestName } from "../nearest-name";

/** Spellings of the systems that the product unifies. */
const ALIASES: Record<string, string> = { taskType: "task", modelType: "task", modelId: "model" };

/** One thing that is wrong with an input; no field = the input as a whole. */
export type InputIssue = { field: string | undefined; message: string };

/**
 * Checks a body or a query against its schema. At the top level it also accepts snake_case names and the aliases
 * above, and refuses unknown names with a suggestion. Throws `invalid_input` naming the field and what would be right.
 */
export function parseInput<Output>(schema: z.ZodType<Output>, raw: unknown): Output {
  const result = checkInput(schema, raw);
  if (result.issues === null) return result.data;
  const { issues } = result;
  throw invalidInput(describe(issues), {
    field: issues[0]!.field,
    details: issues.length > 1 ? issues : undefined,
  });
}

/** The same for one row of many: it tells what is wrong instead of throwing, but for unknown and doubled names. */
export function checkInput<Output>(
  schema: z.ZodType<Output>,
  raw: unknown,
): { data: Output; issues: null } | { issues: InputIssue[] } {
  const known = topLevelNames(schema);
  const input = known && isRecord(raw) ? withKnownNames(raw, known) : raw;
  const result = schema.safeParse(input);
  return result.success ? { data: result.data, issues: null } : { issues: result.error.issues.map(issueSummary) };
}

/** URL parameters as a plain object; a name given several times becomes a list. */
export function searchParamsToObject(parameters: URLSearchParams): Record<string, string | string[]> {
  const object: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    object[name] = values.length === 1 ? values[0]! : values;
  }
  return object;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function topLevelNames(schema: z.ZodType): string[] | null {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodPipe) return topLevelNames(schema.in as z.ZodType);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return topLevelNames(schema.unwrap() as z.ZodType);
  return null;
}

function withKnownNames(raw: Record<string, unknown>, known: string[]): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const target = resolveName(name, known);
    if (target in named) throw invalidInput(`\`${target}\` is given twice`, { field: target });
    named[target] = value;
  }
  return named;
}

function resolveName(name: string, known: string[]): string {
  if (known.includes(name)) return name;
  const camel = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (known.includes(camel)) return camel;
  const alias = ALIASES[camel];
  if (alias && known.includes(alias)) return alias;
  const nearest = nearestName(camel, known);
  const hint = nearest ? `: did you mean \`${nearest}\`?` : `. Known: ${known.map((one) => `\`${one}\``).join(", ")}`;
  throw invalidInput(`Unknown field \`${name}\`${hint}`, { field: name });
}

function describe(issues: readonly InputIssue[]): string {
  const summaries = issues.slice(0, 3).map(({ field, message }) => (field ? `\`${field}\`: ${message}` : message));
  const more = issues.length - summaries.length;
  return summaries.join("; ") + (more > 0 ? ` (and ${more} more)` : "");
}

const issueSummary = ({ path, message }: z.core.$ZodIssue): InputIssue => ({
  field: path.map(String).join(".") || undefined,
  message,
});
