import type { ReactNode } from "react";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { DraftProblem, ExperimentDraft } from "./experiment-draft";

/** What every part of the form reads and writes. */
export type StepFields = {
  draft: ExperimentDraft;
  change: (part: Partial<ExperimentDraft>) => void;
  /** What is wrong with the draft, here or by the server; null when nothing is known to be. */
  wrong: DraftProblem | null;
};

/** The message when the field, or something inside it, is wrong. */
export const errorAt = (wrong: DraftProblem | null, field: string): string | null =>
  wrong?.field === field || wrong?.field.startsWith(`${field}.`) || wrong?.field.startsWith(`${field}[`)
    ? wrong.message
    : null;

type TextName =
  "name" | "hypothesis" | "namespace" | "audienceTag" | "audienceValues" | "segmentBy" | "outcome" | "perOutcome";

/** Value and change of a text input. */
export const textOf = ({ draft, change }: StepFields, name: TextName) => ({
  value: draft[name],
  onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
});

/** One part of the form, with its number. */
export function FormStep({
  title,
  description,
  isWide,
  children,
}: {
  title: string;
  description: string;
  isWide?: boolean;
  children: ReactNode;
}) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CardDescription>{description}</CardDescription>
      </CardHeader>
      <CardContent className={isWide ? "grid grid-cols-1 gap-4" : "grid grid-cols-1 gap-4 sm:grid-cols-2"}>
        {children}
      </CardContent>
    </Card>
  );
}
