import { Gauge } from "lucide-react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { EmptyState } from "@/components/data/empty-state";
import { ErrorState } from "@/components/data/error-state";
import { Card } from "@/components/ui/card";
import { formatQuality } from "@/lib/client/format";
import type { QualityScore } from "@/lib/quality/schemas";
import { ScoreCard } from "./score-card";
import { wrongDraftField } from "./wrong-draft-field";

type ScorePanelProps = {
  /** undefined before the first score and while another is awaited. */
  score: QualityScore | undefined;
  error: unknown;
  isScoring: boolean;
  /** Whether something was typed since. */
  isStale: boolean;
  onRetry: () => void;
};

/** The score, or why there is none yet. */
export function ScorePanel(props: ScorePanelProps) {
  const { score, isScoring } = props;
  return (
    <div aria-busy={isScoring} className="min-w-0">
      <p role="status" className="sr-only">
        {isScoring ? "Scoring" : score ? `Scored ${formatQuality(score.score)} of 100` : ""}
      </p>
      <Content {...props} />
    </div>
  );
}

function Content({ score, error, isScoring, isStale, onRetry }: ScorePanelProps) {
  if (isScoring) return <CardSkeleton lines={6} />;
  if (score) return <ScoreCard score={score} isStale={isStale} />;
  return (
    <Card>
      {Boolean(error) && !wrongDraftField(error) ? (
        <ErrorState error={error} title="The answer was not scored" onRetry={onRetry} />
      ) : (
        <EmptyState icon={Gauge} title="No score yet">
          Paste an answer, say what was asked, and press Score. Or begin with an example.
        </EmptyState>
      )}
    </Card>
  );
}
