import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { getJob } from "@/lib/platform/jobs";
import type { BenchmarkTest, Check } from "../check-schemas";
import { compareModels } from "../ranking/compare-models";
import type { CompareQuery, ComparedTest, PairedComparison } from "../run-schemas";
import { loadTests } from "../suites/suite-store";
import { requireRun } from "./benchmark-runs";
import { selectResults, toRun } from "./run-store";

/** Two models of a run on the same tests, down to every answer. Throws `invalid_input` for a model that did not take part. */
export async function compareRunModels(
  ctx: Ctx,
  runId: string,
  { first, second, suite }: CompareQuery,
): Promise<PairedComparison> {
  requireScope(ctx, "read");
  const row = await requireRun(ctx, runId);
  const run = toRun(row, await getJob(ctx, row.jobId));
  for (const [field, model] of [["first", first] as const, ["second", second] as const]) {
    if (!run.models.includes(model)) throw invalidInput(`\`${model}\` did not take part in this run`, { field });
  }
  if (first === second) throw invalidInput("A model cannot be compared with itself", { field: "second" });
  const results = await selectResults(ctx, [runId], { suite, models: [first, second], hasAnswers: true });
  const of = new Map(results.map((result) => [`${result.suiteId}\u0000${result.testId}\u0000${result.model}`, result]));
  const tests: ComparedTest[] = [];
  for (const { id: suiteId, checksum } of run.suites.filter(({ id }) => suite === undefined || id === suite)) {
    for (const test of await loadTests(ctx, checksum)) {
      const answers = {
        first: of.get(`${suiteId}\u0000${test.id}\u0000${first}`) ?? null,
        second: of.get(`${suiteId}\u0000${test.id}\u0000${second}`) ?? null,
      };
      // What was never asked in a run that ended early is no evidence.
      if (!answers.first && !answers.second) continue;
      tests.push({ suiteId, testId: test.id, messages: test.messages, expected: expectedOf(test), ...answers });
    }
  }
  const pairs = tests.flatMap(({ first: one, second: other }) =>
    one && other && one.quality !== null && other.quality !== null ? [{ first: one, second: other }] : [],
  );
  return { ...compareModels(first, second, pairs), tests };
}

/** What would be right, for the reader. */
function expectedOf({ check, example }: BenchmarkTest): string {
  return example ?? EXPECTED[check.kind](check as never);
}

type CheckOf<Kind extends Check["kind"]> = Extract<Check, { kind: Kind }>;

const EXPECTED: { [Kind in Check["kind"]]: (check: CheckOf<Kind>) => string } = {
  exact: ({ expected }) => expected,
  one_of: ({ expected }) => expected.join(" or "),
  numeric: ({ expected, tolerance }) => (tolerance ? `${expected} ± ${tolerance}` : String(expected)),
  label: ({ expected }) => expected,
  mentions: ({ all }) => `Says ${all.map((group) => group.join(" or ")).join(", ")}`,
  json: ({ expected, schema }) => JSON.stringify(expected ?? schema),
  code: ({ tests }) => `Passes ${tests.map(({ expression }) => expression).join("; ")}`,
  judge: ({ reference, criteria }) =>
    reference ?? `Convinces a judge of its ${(criteria ?? []).map(({ name }) => name).join(", ") || "quality"}`,
  ranking: ({ relevant }) =>
    `Finds ${Object.entries(relevant)
      .sort(([, one], [, other]) => other - one)
      .map(([id]) => id)
      .join(", ")}`,
  rubric: ({ scorer }) => `A good answer by the scorer ${scorer}`,
};
