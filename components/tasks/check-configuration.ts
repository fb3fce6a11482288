import { errorsByField } from "@/lib/client/errors-by-field";
import { Configuration } from "@/lib/registry/schemas";

export type CheckedConfiguration =
  { configuration: Configuration; errors: null } | { configuration: null; errors: Record<string, string | undefined> };

/** The configuration as the API would take it, or what is wrong with which field. */
export function checkConfiguration(draft: Configuration): CheckedConfiguration {
  const parsed = Configuration.safeParse(draft);
  return parsed.success
    ? { configuration: parsed.data, errors: null }
    : { configuration: null, errors: errorsByField(parsed.error) };
}
