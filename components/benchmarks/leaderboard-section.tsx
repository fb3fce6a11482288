import { DataTable } from "@/components/data/data-table";
import { FilterSelect } from "@/components/data/filter-select";
import type { Leaderboard } from "@/lib/benchmarks/schemas";
import { LEADERBOARD_COLUMNS } from "./leaderboard-columns";

type LeaderboardSectionProps = {
  /** At least one. */
  boards: readonly Leaderboard[];
  /** null: the first. */
  suiteId: string | null;
  onSuiteChange: (suiteId: string | null) => void;
};

/** One suite's ranking, and the choice of the suite. */
export function LeaderboardSection({ boards, suiteId, onSuiteChange }: LeaderboardSectionProps) {
  const board = boards.find((one) => one.suiteId === suiteId) ?? boards[0];
  if (!board) return null;
  return (
    <section className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-sm font-semibold">Leaderboard: {board.suiteName}</h2>
        {boards.length > 1 && (
          <div className="ml-auto max-sm:ml-0">
            <FilterSelect
              label="Suite"
              allLabel={boards[0]!.suiteName}
              value={board === boards[0] ? null : board.suiteId}
              onChange={onSuiteChange}
              options={boards.slice(1).map((one) => ({ value: one.suiteId, label: one.suiteName }))}
            />
          </div>
        )}
      </div>
      <DataTable label="Leaderboard" rows={board.rows} columns={LEADERBOARD_COLUMNS} rowKey={({ model }) => model} />
      <p className="text-xs text-muted-foreground">
        Score: quality, speed and cost against the best of these models, by their weights. Intervals of 95 % over other
        draws of the {board.testCount} tests; where two overlap, the order may be chance.
      </p>
    </section>
  );
}
