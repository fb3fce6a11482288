import { z } from "zod";
import { Category } from "@/lib/registry/schemas";
import type { Suite } from "../suite-schemas";
import { BenchmarkTestInput } from "../check-schemas";
import { checksumOf } from "./checksum";
import coding from "./coding.json";
import empathy from "./empathy.json";
import general from "./general.json";
import language from "./language.json";
import math from "./math.json";
import research from "./research.json";

const SuiteFile = z.strictObject({
  category: Category,
  name: z.string(),
  description: z.string(),
  tests: z.array(BenchmarkTestInput).min(20),
});

let read: readonly Suite[] | null = null;

/** The suites of the six categories, which are the same for everybody. */
export function builtInSuites(): readonly Suite[] {
  read ??= [coding, math, research, language, empathy, general].map((file) => {
    const { category, name, description, tests } = SuiteFile.parse(file);
    return {
      id: category,
      name,
      description,
      origin: "built_in",
      category,
      task: null,
      version: 1,
      testCount: tests.length,
      checksum: checksumOf(tests),
      createdBy: null,
      createdAt: null,
      tests,
      taughtModels: [],
    };
  });
  return read;
}
