import type { Configuration } from "@/lib/registry/schemas";

/** The task's configuration as a variant has it. Single parameters of the variant replace those of the task. */
export function mergeConfiguration(base: Configuration, part: Partial<Configuration>): Configuration {
  return {
    ...base,
    ...part,
    ...(part.parameters && { parameters: { ...base.parameters, ...part.parameters } }),
  };
}
