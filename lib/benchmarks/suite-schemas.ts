import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { Category, TaskSlug } from "@/lib/registry/schemas";
import { BenchmarkTestInput, type BenchmarkTest } from "./check-schemas";

/**
 * Where a suite's tests come from: this product, a labelled dataset of the task, a person or program, or answers that
 * were given before.
 */
export type SuiteOrigin = "built_in" | "labelled" | "written" | "executions";

/** A suite without its tests. */
export type SuiteSummary = {
  /** A category for a built-in suite, `labelled:<task>` for a dataset's, else a UUID. */
  id: string;
  name: string;
  description: string;
  origin: SuiteOrigin;
  category: Category | null;
  /** null for a suite that is about models as such. */
  task: string | null;
  /** Of an own suite; grows with every change. 1 for others. */
  version: number;
  testCount: number;
  /** SHA-256 over the tests in order, hex: runs compare where it is the same. */
  checksum: string;
  /** null for suites that nobody made here. */
  createdBy: string | null;
  createdAt: string | null;
};

export type Suite = SuiteSummary & {
  tests: BenchmarkTest[];
  /** Models that learned from these very tests, so that their answers would prove nothing. */
  taughtModels: string[];
};

export const MOST_TESTS = 500;

const tests = z
  .array(BenchmarkTestInput)
  .min(1, "needs at least one test")
  .max(MOST_TESTS)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "has two tests with the same `id`");

const name = z.string().trim().min(1).max(120);
const description = z.string().trim().max(500);

export const CreateSuiteInput = z.strictObject({
  name,
  description: description.default(""),
  category: Category.nullable().default(null),
  /** The suite measures this task, by its configuration. */
  task: TaskSlug.nullable().default(null),
  tests,
});
export type CreateSuiteInput = z.infer<typeof CreateSuiteInput>;

/** What is left out stays; any change is a new version. */
export const UpdateSuiteInput = z
  .strictObject({ name, description, category: Category.nullable(), task: TaskSlug.nullable(), tests })
  .partial();
export type UpdateSuiteInput = z.infer<typeof UpdateSuiteInput>;

export const AddSuiteTestInput = z.strictObject({ test: BenchmarkTestInput });
export type AddSuiteTestInput = z.infer<typeof AddSuiteTestInput>;

export const SuiteFromExecutionsInput = z.strictObject({
  task: TaskSlug,
  name: name.optional(),
  /** Different prompts, newest first. */
  tests: z.number().int().min(5).max(200).default(30),
  /** How far back to look, days. */
  days: z.number().int().min(1).max(365).default(30),
});
export type SuiteFromExecutionsInput = z.infer<typeof SuiteFromExecutionsInput>;

export const ListSuitesQuery = z.strictObject({
  category: Category.optional(),
  task: TaskSlug.optional(),
  ...PageQuery.shape,
});
export type ListSuitesQuery = z.infer<typeof ListSuitesQuery>;
