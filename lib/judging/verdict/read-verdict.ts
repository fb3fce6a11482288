import { z } from "zod";
import type { Dimension } from "@/lib/quality/schemas";
import type { JudgeRequest } from "./judge-prompt";

const Part = z.strictObject({
  reason: z.string().trim().min(1).max(2_000),
  score: z.number().int().min(0).max(100),
});

export type Verdict = { dimensions: Dimension[] } | { problem: string };

/** Longer replies are no verdict. Characters. */
const MOST_CHARACTERS = 20_000;

/**
 * A judge's reply as a verdict: one JSON object, alone or in one code block, with this verdict's id and exactly the criteria,
 * each with a reason and a whole number from 0 to 100. Nothing is guessed: everything else is a problem, in words.
 */
export function readVerdict(
  reply: string,
  { criteria, verdictId }: Pick<JudgeRequest, "criteria" | "verdictId">,
): Verdict {
  if (reply.length > MOST_CHARACTERS) return { problem: "the reply is far too long" };
  const value = parsed(withoutFence(reply));
  if (value === undefined) return { problem: "the reply is not one JSON object" };
  const shape = z
    .looseObject({ verdictId: z.literal(verdictId) })
    .transform(({ verdictId: _own, ...parts }) => parts)
    .pipe(z.strictObject(Object.fromEntries(criteria.map(({ name }) => [name, Part]))));
  const read = shape.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    return { problem: issue ? `${issue.path.join(".") || "the object"}: ${issue.message}` : "it has another shape" };
  }
  return {
    dimensions: criteria.map(({ name, weight }) => ({
      name,
      weight,
      score: read.data[name]!.score,
      reason: read.data[name]!.reason,
    })),
  };
}

const withoutFence = (reply: string): string =>
  /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/u.exec(reply)?.[1] ?? reply;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
