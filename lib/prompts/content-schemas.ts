import { z } from "zod";
import { storableText } from "@/lib/platform/stored-json";
import { PROMPT_CATEGORIES, VARIABLE_TYPES } from "./words";

const text = (max: number) =>
  z
    .string({ error: "is a text" })
    .max(max, `is at most ${max} characters long`)
    .refine((value) => storableText(value) === value, {
      message: "holds characters that cannot be stored (NUL, or half an emoji)",
    });

export const PromptSlug = z
  .string({ error: "is a text" })
  .max(60, "is at most 60 characters long")
  .regex(/^[a-z][a-z0-9_-]*$/, "is lower-case letters, digits, `-` and `_`, such as `review-code`");

export const PromptLabel = z
  .string({ error: "is a text" })
  .max(30, "is at most 30 characters long")
  .regex(/^[a-z][a-z0-9_-]*$/, "is lower-case letters, digits, `-` and `_`, such as `production`");

export const PromptCategory = z.enum(PROMPT_CATEGORIES, { error: `is one of ${PROMPT_CATEGORIES.join(", ")}` });
export type PromptCategory = z.infer<typeof PromptCategory>;

const VariableName = z
  .string({ error: "is a text" })
  .max(40, "is at most 40 characters long")
  .regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, "begins with a letter and goes on with letters, digits and `_`");

/** A value of a variable. */
export const VariableValue = z.union([text(100_000), z.number(), z.boolean()], {
  error: "is a text, a number, or true or false",
});
export type VariableValue = z.infer<typeof VariableValue>;

/** Values by name. At most 100. */
export const VariableValues = z
  .record(z.string().max(40), VariableValue)
  .refine((values) => Object.keys(values).length <= 100, { message: "holds at most 100 values" });
export type VariableValues = z.infer<typeof VariableValues>;

export const PromptVariable = z
  .strictObject({
    name: VariableName,
    type: z.enum(VARIABLE_TYPES, { error: `is one of ${VARIABLE_TYPES.join(", ")}` }).default("text"),
    description: text(300).trim().default(""),
    /** A variable that is not required and has no default is rendered as nothing. */
    isRequired: z.boolean().default(true),
    /** Taken when no value is given; null = none. */
    default: VariableValue.nullable().default(null),
    /** Of a `choice`. */
    options: z.array(text(200).trim().min(1)).max(50).default([]),
  })
  .superRefine((variable, check) => {
    const { type, options, default: fallback } = variable;
    if (type === "choice" && options.length === 0)
      check.addIssue({ code: "custom", path: ["options"], message: "names what can be chosen" });
    if (type !== "choice" && options.length > 0)
      check.addIssue({ code: "custom", path: ["options"], message: "is for variables of the type `choice`" });
    if (fallback === null) return;
    const wanted = type === "number" ? "number" : type === "boolean" ? "boolean" : "string";
    if (typeof fallback !== wanted) check.addIssue({ code: "custom", path: ["default"], message: `is a ${wanted}` });
    if (type === "choice" && !options.includes(String(fallback)))
      check.addIssue({ code: "custom", path: ["default"], message: "is one of `options`" });
  });
export type PromptVariable = z.infer<typeof PromptVariable>;

export const variables = z
  .array(PromptVariable)
  .max(50, "holds at most 50 variables")
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
    message: "names each variable once",
  });

export const PromptContent = z.strictObject({
  /** Variables are written `{{name}}`, two literal braces `\{{`. */
  template: text(50_000).refine((value) => value.trim() !== "", { message: "is empty" }),
  /** (Default: every name of the template as a required text.) */
  variables: variables.optional(),
  /** What is different about it, and why. */
  notes: text(2_000).trim().default(""),
});
export type PromptContent = z.infer<typeof PromptContent>;

/** What a prompt is called and what it is for. */
export const facts = {
  name: text(80).trim().min(1, "is missing"),
  description: text(500).trim(),
  category: PromptCategory,
};

export const versionNumber = z
  .number({ error: "is a whole number from 1" })
  .int("is a whole number from 1")
  .min(1, "is a whole number from 1")
  .max(1_000_000);
