import { createHash } from "node:crypto";
import { categoryTexts, emotionTexts } from "./training-texts";

/** Tells whether models were learnt from today's texts. */
export const fingerprintOf = (seed: number): string =>
  createHash("sha256")
    .update(JSON.stringify([categoryTexts(seed), emotionTexts(seed)]))
    .digest("hex");
