import { invalidInput } from "@/lib/platform/errors";
import { nearestName } from "@/lib/platform/nearest-name";
import type { PromptVariable, VariableValue, VariableValues } from "./schemas";

/** A template in pieces: text as it is, and names of variables. */
export type TemplatePart = { text: string } | { name: string };

/** Longest prompt after its variables are put in, characters. */
const MAX_RENDERED = 400_000;

const NAME = /\{\{[ \t]*([a-zA-Z][a-zA-Z0-9_]{0,39})[ \t]*\}\}/y;

/**
 * Splits a template at its variables, in one pass. `\{{` stands for two literal braces. Throws `invalid_input` for `{{`
 * that begins no variable: nothing is guessed, so a slip is found when the version is written and not by a model.
 */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  let at = 0;
  for (;;) {
    const braces = template.indexOf("{{", at);
    if (braces === -1) break;
    if (template[braces - 1] === "\\" && braces > at) {
      text += `${template.slice(at, braces - 1)}{{`;
      at = braces + 2;
      continue;
    }
    NAME.lastIndex = braces;
    const found = NAME.exec(template);
    if (!found) throw strayBraces(template, braces);
    text += template.slice(at, braces);
    if (text !== "") parts.push({ text });
    parts.push({ name: found[1]! });
    text = "";
    at = NAME.lastIndex;
  }
  text += template.slice(at);
  if (text !== "") parts.push({ text });
  return parts;
}

/** Names of the variables, in order, each once. */
export const namesIn = (parts: readonly TemplatePart[]): string[] => [
  ...new Set(parts.flatMap((part) => ("name" in part ? [part.name] : []))),
];

/** Throws `invalid_input` with the field for a name that no variable declares. */
export function requireDeclared(parts: readonly TemplatePart[], variables: readonly PromptVariable[]): void {
  const declared = variables.map(({ name }) => name);
  const unknown = namesIn(parts).find((name) => !declared.includes(name));
  if (unknown === undefined) return;
  throw invalidInput(
    `The template uses \`{{${unknown}}}\`, which \`variables\` does not name${hint(unknown, declared)}`,
    {
      field: "template",
    },
  );
}

/**
 * The text with its values. Values are put in as they are and never read as a template again. `field` is the path of
 * `values` in the input, for errors. Throws `invalid_input` for a value that is missing, of the wrong type, or unknown.
 */
export function renderTemplate(
  parts: readonly TemplatePart[],
  variables: readonly PromptVariable[],
  values: VariableValues,
  field = "variables",
): string {
  const known = variables.map(({ name }) => name);
  for (const name of Object.keys(values)) {
    if (known.includes(name)) continue;
    throw invalidInput(`This prompt has no variable \`${name}\`${hint(name, known)}`, { field: `${field}.${name}` });
  }
  const texts = new Map(variables.map((variable) => [variable.name, valueText(variable, values, field)]));
  const rendered = parts.map((part) => ("text" in part ? part.text : (texts.get(part.name) ?? ""))).join("");
  if (rendered.length <= MAX_RENDERED) return rendered;
  throw invalidInput(`The prompt is ${rendered.length} characters long with these values; at most ${MAX_RENDERED}`, {
    field,
  });
}

function valueText(variable: PromptVariable, values: VariableValues, field: string): string {
  const { name, isRequired, default: fallback } = variable;
  const given = Object.hasOwn(values, name) ? values[name] : undefined;
  if (given !== undefined) return String(checked(variable, given, `${field}.${name}`));
  if (fallback !== null) return String(fallback);
  if (!isRequired) return "";
  throw invalidInput(`The variable \`${name}\` is missing`, { field: `${field}.${name}` });
}

function checked({ name, type, options }: PromptVariable, value: VariableValue, field: string): VariableValue {
  if (type === "number" && typeof value !== "number") throw invalidInput(`\`${name}\` is a number`, { field });
  if (type === "boolean" && typeof value !== "boolean") throw invalidInput(`\`${name}\` is true or false`, { field });
  if ((type === "text" || type === "choice") && typeof value !== "string")
    throw invalidInput(`\`${name}\` is a text`, { field });
  if (type === "choice" && !options.includes(String(value)))
    throw invalidInput(`\`${name}\` is one of ${options.join(", ")}`, { field });
  return value;
}

function hint(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest) return `: did you mean \`${nearest}\`?`;
  return known.length === 0 ? ": it has none" : `. It has: ${known.join(", ")}`;
}

function strayBraces(template: string, at: number) {
  const line = template.slice(0, at).split("\n").length;
  const excerpt = template.slice(at, at + 30).split("\n")[0] ?? "";
  return invalidInput(
    `\`${excerpt}\` in line ${line} is no variable. Write a variable as \`{{name}}\`, and two literal braces as \`\\{{\``,
    { field: "template" },
  );
}
