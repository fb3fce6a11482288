import { gunzipSync, gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { loadArtefact } from "@/lib/registry";
import { storeArtefact } from "./artefact-store";
import type { AnsweredExample } from "./evaluate-answers";
import { textHash } from "./text-signature";

/** What a version answered to one held-out example, found again by its text or by its place in the dataset. */
export type StoredAnswer = {
  hash: string;
  truth: string;
  predicted: string;
  confidence: number | null;
  /** null in answers from before places were kept. */
  position: number | null;
};

const Stored = z.object({
  labels: z.array(z.string()),
  rows: z.array(z.tuple([z.string(), z.number(), z.number(), z.number().nullable(), z.number().optional()])),
});

/** Stores the answers as an artefact and returns its checksum. */
export async function storeAnswers(ctx: Ctx, answers: readonly AnsweredExample[]): Promise<string> {
  const labels = [...new Set(answers.flatMap(({ truth, predicted }) => [truth, predicted]))].sort();
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const stored: z.infer<typeof Stored> = {
    labels,
    rows: answers.map(({ text, truth, predicted, confidence, position }) => [
      textHash(text),
      indexOf.get(truth)!,
      indexOf.get(predicted)!,
      confidence === null ? null : Math.round(confidence * 10_000) / 10_000,
      position,
    ]),
  };
  const bytes = gzipSync(JSON.stringify(stored));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await storeArtefact(ctx, sha256, bytes, "application/x-ai-gym-answers");
  return sha256;
}

/** Throws when the artefact is gone or is no longer what was stored. */
export async function loadAnswers(ctx: Ctx, sha256: string): Promise<StoredAnswer[]> {
  const bytes = await loadArtefact(ctx.db, { organizationId: ctx.organizationId, sha256 });
  const { labels, rows } = Stored.parse(JSON.parse(gunzipSync(bytes).toString("utf8")));
  return rows.map(([hash, truth, predicted, confidence, position]) => ({
    hash,
    truth: labels[truth] ?? "",
    predicted: labels[predicted] ?? "",
    confidence,
    position: position ?? null,
  }));
}
