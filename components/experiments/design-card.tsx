import { KeyValues } from "@/components/data/key-values";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { ExperimentWithChecks } from "@/lib/experiments/schemas";
import { formatMetric, metricKey, metricName, type ExperimentMethod } from "@/lib/experiments/words";

/** What was decided before anything was measured. */
export function DesignCard({ experiment: { design, weights, slug } }: { experiment: ExperimentWithChecks }) {
  const key = metricKey(design.primary);
  const guardrails = design.guardrails.map((guardrail) => {
    const margin = guardrail.isRelative
      ? formatPercent(guardrail.margin)
      : formatMetric(metricKey(guardrail), guardrail.margin, { isDifference: true });
    return `${metricName(metricKey(guardrail))} worse by at most ${margin.replace("+", "")}`;
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Design</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <KeyValues
          items={[
            { label: "Slug", value: <code className="font-mono text-xs">{slug}</code> },
            { label: "Task", value: design.task },
            {
              label: "Kind",
              value:
                design.kind === "bandit" ? "Bandit: traffic follows what is likely best" : METHOD_TEXTS[design.method],
            },
            {
              label: "Unit",
              value: `${design.unit}, assigned by ${design.assignment === "api" ? "a program" : "the gateway"}`,
            },
            { label: "Takes part", value: audienceText(design) },
            { label: "Primary metric", value: metricName(key) },
            {
              label: "Smallest difference",
              value:
                design.minimumEffect === null
                  ? "none named"
                  : formatMetric(key, design.minimumEffect, { isDifference: true }).replace("+", ""),
            },
            {
              label: "Planned size",
              value:
                design.unitsPerVariant === null
                  ? "not planned"
                  : `${formatCount(design.unitsPerVariant)} units of each variant`,
            },
            { label: "Guardrails", value: guardrails.length === 0 ? "none" : guardrails.join("; ") },
            {
              label: "By itself",
              value:
                [design.promotesWinner && "promotes a winner", design.rollsBack && "stops when harmful"]
                  .filter(Boolean)
                  .join(", ") || "nothing",
            },
          ]}
        />
        {design.variants.map((variant, index) => (
          <div key={variant.key} className="grid gap-1">
            <p className="text-sm font-medium">
              {variant.name} · {formatPercent(weights[index])}
            </p>
            {Object.keys(variant.configuration).length === 0 ? (
              <p className="text-sm text-muted-foreground">
                {design.assignment === "api" ? "What the program makes of it." : "As the task has it."}
              </p>
            ) : (
              <CodeBlock code={JSON.stringify(variant.configuration, null, 2)} title={`Settings of ${variant.name}`} />
            )}
          </div>
        ))}
      </CardContent>
    </Card>
  );
}

const METHOD_TEXTS: Readonly<Record<ExperimentMethod, string>> = {
  sequential: "Test, looked at any time",
  msprt: "Test, looked at any time (mixture test, mSPRT)",
  fixed: "Test, looked at once",
  rank: "Test of ranks (Mann-Whitney), looked at once",
};

function audienceText({ coverage, audience, namespace }: ExperimentWithChecks["design"]): string {
  const who = audience.map(({ tag, in: values }) => `${tag} is ${values.join(" or ")}`);
  const place = namespace
    ? [`namespace ${namespace.name} ${formatPercent(namespace.from)} to ${formatPercent(namespace.to)}`]
    : [];
  return [`${formatPercent(coverage)} of all units`, ...who, ...place].join(", ");
}
