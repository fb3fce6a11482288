import { KeyValues } from "@/components/data/key-values";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { formatPercent, formatQuality } from "@/lib/client/format";
import type { Deduction, QualityScore } from "@/lib/quality/schemas";
import { DimensionList } from "./dimension-list";
import { SCORER_WORDS } from "./scorer-words";

const LANGUAGES = new Intl.DisplayNames("en", { type: "language" });

/** A score with what it is made of. */
export function ScoreCard({ score, isStale }: { score: QualityScore; isStale: boolean }) {
  const { dimensions, deductions, warnings, language } = score;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Score</CardTitle>
        {isStale && <span className="ml-auto text-xs text-muted-foreground">Of the texts before your changes</span>}
      </CardHeader>
      <CardContent className="grid grid-cols-1 gap-4">
        <div className="flex items-baseline gap-2">
          <span
            role="meter"
            aria-label="Quality score"
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={score.score}
            className="text-4xl font-semibold tracking-tight tabular-nums"
          >
            {formatQuality(score.score)}
          </span>
          <span className="text-sm text-muted-foreground">of 100</span>
        </div>
        {dimensions.length > 0 && <DimensionList dimensions={dimensions} />}
        {deductions.length > 0 && <Deductions deductions={deductions} />}
        {warnings.length > 0 && (
          <Alert tone="warning" title="Good to know">
            <ul className="grid grid-cols-1 gap-1">
              {warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </Alert>
        )}
        <KeyValues
          items={[
            { label: "Scorer", value: `${SCORER_WORDS[score.scorer].name}, version ${score.version}` },
            {
              label: "Language",
              value: language === null ? "Could not be told" : (LANGUAGES.of(language) ?? language),
            },
          ]}
        />
      </CardContent>
    </Card>
  );
}

function Deductions({ deductions }: { deductions: readonly Deduction[] }) {
  return (
    <section aria-label="Deductions" className="grid grid-cols-1 gap-1.5 text-sm">
      <h3 className="font-medium">Deductions from the whole</h3>
      <ul className="grid grid-cols-1 gap-1.5">
        {deductions.map(({ name, factor, reason }) => (
          <li key={name} className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 break-words">{reason}</span>
            <span className="text-danger tabular-nums">{formatPercent(factor - 1)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
