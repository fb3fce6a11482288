import type { DatabaseTransaction } from "@/lib/platform/db";
import { decideBandit, steerBandit, type BanditState } from "./bandit";
import { decideVerdict, type Decision } from "./decide-verdict";
import { evaluate, type Arm, type Evaluation } from "./evaluate";
import type { ExperimentRow } from "./experiment-store";
import { EVERYBODY, selectSums, UNITS, type SumRow } from "./sum-store";

/** What the running sums of an experiment say now. */
export type CurrentEvaluation = {
  arms: Arm[];
  evaluation: Evaluation;
  decision: Decision;
  /** null unless it is a bandit. */
  bandit: BanditState | null;
};

export type ReadEvaluation = CurrentEvaluation & {
  /** Also those of segments, when asked for. */
  rows: SumRow[];
};

/** Reads the running sums, never single measurements, and decides by them. */
export async function readEvaluation(
  db: DatabaseTransaction,
  row: ExperimentRow,
  { withSegments }: { withSegments: boolean },
): Promise<ReadEvaluation> {
  const key = { organizationId: row.organizationId, experimentId: row.id, phase: row.phase };
  const rows = await selectSums(db, key, { onlyEverybody: !withSegments });
  return { ...evaluateRows(row, rows, EVERYBODY), rows };
}

export function evaluateRows(
  { design, weights }: Pick<ExperimentRow, "design" | "weights">,
  rows: readonly SumRow[],
  segment: string,
): CurrentEvaluation {
  const arms = design.variants.map(({ key }, index): Arm => {
    const own = rows.filter((row) => row.variant === key && row.segment === segment);
    return {
      key,
      weight: weights[index] ?? 0,
      units: own.find(({ metric }) => metric === UNITS)?.sums.count ?? 0,
      sums: new Map(own.map(({ metric, sums }) => [metric, sums])),
    };
  });
  const evaluation = evaluate(design, arms);
  if (design.kind === "test") return { arms, evaluation, decision: decideVerdict(design, evaluation), bandit: null };
  const harmed = new Set(
    evaluation.comparisons.filter(({ guardrail }) => guardrail === "harmed").map(({ variant }) => variant),
  );
  const bandit = steerBandit(design, arms, harmed);
  return { arms, evaluation, decision: decideBandit(design, arms, evaluation, bandit), bandit };
}
