import { z } from "zod";

export const plain = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `is at most ${max} characters long`)
    .regex(/^[^\0\p{Cs}]*$/u, "holds characters that cannot be stored");
export const line = (max: number) =>
  plain(max)
    .min(1, "is missing")
    .regex(/^[^\p{Cc}]*$/u, "is one line of plain text");

export const share = z
  .number({ error: "is a number from 0 to 1" })
  .min(0, "is a number from 0 to 1")
  .max(1, "is a number from 0 to 1");
export const oneOf = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, { error: `is one of ${values.join(", ")}` });
export const finite = z.number({ error: "is a number" }).min(-1e12, "is too small").max(1e12, "is too large");

export const VariantKey = z
  .string()
  .max(40, "is at most 40 characters long")
  .regex(/^[a-z0-9][a-z0-9_-]*$/, "must be lower-case letters, digits, dashes and underscores");

/** Name of something measured: built in, or what callers report. */
export const Measure = z
  .string()
  .max(60, "is at most 60 characters long")
  .regex(/^[a-z][a-z0-9_]*$/, "must be lower-case letters, digits and underscores, such as `approval`");

/** Chance of calling equal variants different. */
export const alpha = z.number().min(0.001, "is at least 0.001").max(0.2, "is at most 0.2").default(0.05);
/** Chance of finding a difference that is there. */
export const power = z.number().min(0.5, "is at least 0.5").max(0.99, "is at most 0.99").default(0.8);

type Part<Fields extends z.ZodRawShape> = {
  [Name in keyof Fields]: z.ZodOptional<Fields[Name] extends z.ZodDefault<infer Field> ? Field : Fields[Name]>;
};

/**
 * Some of these fields, none filled in: `partial()` would still put defaults in the place of what is left out, and so
 * overwrite what is kept.
 */
export function partOf<Fields extends z.ZodRawShape>(fields: Fields) {
  const optional = Object.entries(fields).map(
    ([name, field]) => [name, z.optional(field instanceof z.ZodDefault ? field.unwrap() : field)] as const,
  );
  // The type system forgets names on their way through a list of entries; each is the one that it was.
  return z.strictObject(Object.fromEntries(optional) as Part<Fields>);
}
