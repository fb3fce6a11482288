import type { Database } from "@/lib/platform/db";
import { deleteJudgementsBefore } from "./judging-store";

const KEPT_DAYS = 365;

/** Judgements of more than a year ago go. */
export const purgeJudgements = (db: Database, now: Date): Promise<number> =>
  deleteJudgementsBefore(db, new Date(now.getTime() - KEPT_DAYS * 24 * 3_600_000));
