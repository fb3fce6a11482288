import type { z } from "zod";
import { isApiError } from "./api";

/** The first message for each field, by its path: `constraints.minQuality`. Of the API's errors, the one field it names. */
export function errorsByField(error: unknown): Record<string, string | undefined> {
  if (isApiError(error)) return error.field ? { [error.field]: error.message } : {};
  const errors: Record<string, string> = {};
  for (const { path, message } of (error as z.ZodError).issues) errors[path.join(".")] ??= message;
  return errors;
}
