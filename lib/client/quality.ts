import type { QualityScore, ScoreInput } from "@/lib/quality/schemas";
import { api } from "./api";

/** Judges an answer; nothing is stored. */
export const scoreAnswer = (input: ScoreInput) => api<QualityScore>("/quality/score", { body: input });
