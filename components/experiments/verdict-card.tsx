import { KeyValues } from "@/components/data/key-values";
import { Time } from "@/components/data/time";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { formatCount } from "@/lib/client/format";
import type { ExperimentResults, ExperimentWithChecks } from "@/lib/experiments/schemas";
import { formatMetric, metricKey, metricName } from "@/lib/experiments/words";
import { VerdictBadge } from "./experiment-badges";
import { TextWithKeys } from "./text-with-keys";

const AUTOMATIC = {
  promoted: "It became the task's configuration by itself.",
  rolled_back: "The experiment stopped by itself.",
} as const;

export function VerdictCard({ experiment, results }: { experiment: ExperimentWithChecks; results: ExperimentResults }) {
  const { verdict, isVerdictKept } = results;
  const key = metricKey(experiment.design.primary);
  const show = (value: number | null) => formatMetric(key, value, { isDifference: true });
  return (
    <Card aria-label="Verdict">
      <CardHeader>
        <CardTitle className="flex flex-wrap items-center gap-2">
          Verdict
          <VerdictBadge action={verdict.action} />
        </CardTitle>
      </CardHeader>
      <CardContent className="grid gap-3">
        <p className="max-w-prose">
          <TextWithKeys text={`${verdict.reason}.`} />
        </p>
        <KeyValues
          items={[
            ...(verdict.variant ? [{ label: "About", value: nameOf(experiment, verdict.variant) }] : []),
            {
              label: metricName(key),
              value:
                verdict.effect === null
                  ? "no difference can be told yet"
                  : `${show(verdict.effect)}, between ${show(verdict.low)} and ${show(verdict.high)}`,
            },
            { label: "Decided on", value: `${formatCount(verdict.units)} units` },
            {
              label: isVerdictKept ? "Since" : "State",
              value: isVerdictKept ? <Time at={verdict.decidedAt} /> : "not final: it is looked at every 15 seconds",
            },
            { label: "Would change it", value: <TextWithKeys text={verdict.next} /> },
            ...(verdict.automatic ? [{ label: "By itself", value: AUTOMATIC[verdict.automatic] }] : []),
          ]}
        />
      </CardContent>
    </Card>
  );
}

const nameOf = ({ design }: ExperimentWithChecks, key: string): string =>
  design.variants.find((variant) => variant.key === key)?.name ?? key;
