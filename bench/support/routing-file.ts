import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import type { ScoredPrompt } from "@/lib/routing/learned/types";

const Row = z.object({
  id: z.string(),
  task: z.string().nullish(),
  prompt: z.string(),
  scores: z.record(z.string(), z.number()),
  cost: z.record(z.string(), z.number()),
  answers: z.record(z.string(), z.string()).optional(),
});

/** Reads JSON lines of recorded answers, gzipped when the name ends in `.gz`. */
export function readRoutingFile(file: string): ScoredPrompt[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const { id, task, prompt, scores, cost, answers } = Row.parse(JSON.parse(line));
      return { id, prompt, task: task ?? null, scores, costsUsd: cost, answers: answers ?? {} };
    });
}

/** The first 80 % by hash of the id to learn, the rest to report; another `salt` gives another split. */
export function splitByHash(
  prompts: readonly ScoredPrompt[],
  salt = "",
): { train: ScoredPrompt[]; test: ScoredPrompt[] } {
  const share = ({ id }: ScoredPrompt) =>
    createHash("sha256")
      .update(salt + id)
      .digest()
      .readUInt32BE() /
    2 ** 32;
  return {
    train: prompts.filter((prompt) => share(prompt) < 0.8),
    test: prompts.filter((prompt) => share(prompt) >= 0.8),
  };
}
