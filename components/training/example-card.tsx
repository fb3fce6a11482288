import Link from "next/link";
import { KeyValues } from "@/components/data/key-values";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { Example } from "@/lib/training/schemas";
import { SUSPICIOUS } from "@/lib/training/words";

/** One text with the label that is proposed for it, and what speaks for and against it. */
export function ExampleCard({ example }: { example: Example }) {
  const { text, label, predictedLabel, confidence } = example;
  return (
    <Card aria-label="Example">
      <CardHeader className="items-center">
        <CardTitle className="text-lg break-words">{label}</CardTitle>
        <span className="ml-auto flex flex-wrap gap-1.5">
          <ExampleFlags example={example} />
        </span>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p className="max-h-72 overflow-y-auto text-base leading-7 break-words whitespace-pre-wrap">{text}</p>
        <KeyValues
          items={[
            {
              label: "The model said",
              value:
                predictedLabel === null
                  ? "nothing is known"
                  : `${predictedLabel}${confidence === null ? "" : ` (confidence ${formatPercent(confidence)})`}`,
            },
            { label: "Proposed by", value: `${formatCount(example.voteCount)} (${example.source})` },
            { label: "Quality", value: formatPercent(example.quality) },
            { label: "A review teaches", value: formatPercent(example.informativeness) },
            { label: "Since", value: <Time at={example.createdAt} /> },
            ...(example.executionId
              ? [
                  {
                    label: "From",
                    value: (
                      <Link
                        className="underline underline-offset-2"
                        href={`/executions?execution=${example.executionId}&range=all`}
                      >
                        the execution
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </CardContent>
    </Card>
  );
}

/** What to look at twice. */
export function ExampleFlags({ example }: { example: Example }) {
  const { isConflicting, nearSimilarity, suspicion, suspectedLabel, isCut } = example;
  return (
    <>
      {isConflicting && <Badge tone="warning">other label for this text</Badge>}
      {nearSimilarity !== null && <Badge>{formatPercent(nearSimilarity)} like another</Badge>}
      {suspicion !== null && suspicion >= SUSPICIOUS && <Badge tone="warning">rather {suspectedLabel}?</Badge>}
      {isCut && <Badge>only the beginning</Badge>}
    </>
  );
}
