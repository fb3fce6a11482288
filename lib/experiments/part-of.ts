import { z } from "zod";

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
