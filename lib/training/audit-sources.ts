import { setImmediate } from "node:timers/promises";
import { groupBy } from "@/lib/platform/group-by";
import { binomialUpperTail, wilsonInterval } from "@/lib/platform/stats";
import { judgeText, learnLabels, toLabelled, type LabelModel } from "./label-model";

/** `giver` is null for what was imported. */
export type GivenExample = { text: string; label: string; giver: string | null };

export type SourceAudit = {
  giver: string;
  /** Examples whose label the others know often enough to judge it. */
  judged: number;
  contradicted: number;
  /** Share of contradicted labels among everybody else's, 0–1. */
  usualShare: number;
  isHeldBack: boolean;
};

/** Fewer of one giver prove nothing. */
const MIN_JUDGED = 20;
/** Labels that fewer examples of the others have cannot be judged. */
const MIN_OF_LABEL = 3;
/** A label is contradicted when the others' model gives another one so many times its chance. */
const TIMES = 2;
/** How much more often than usual, at least: a giver of hard texts is contradicted a little more. */
const MARGIN = 0.15;
const SIGNIFICANT = 0.001;
/** The largest ones: beyond them a giver has too few to do harm. */
const MAX_GIVERS = 20;
const FOLDS = 5;

/**
 * Judges the labels of each giver by a model that learnt from everybody else. Wrong labels of one giver that a model could
 * tell apart, by a manner of writing for instance, look right once it has learnt them: only who never saw them can tell.
 * A giver is held back when the others contradict them more than usual by a margin and not by chance: the binomial
 * tail at the upper bound (Wilson 1927) of what is usual among the others, out of fold. Gives way to other work.
 */
export async function auditSources(examples: readonly GivenExample[]): Promise<SourceAudit[]> {
  const labelled = toLabelled(examples);
  const rowsOf = groupBy(examples.keys(), (row) => examples[row]!.giver);
  rowsOf.delete(null);
  const givers = [...rowsOf]
    .filter(([, rows]) => rows.length >= MIN_JUDGED && rows.length < examples.length)
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, MAX_GIVERS);
  const audits: SourceAudit[] = [];
  for (const [giver, rows] of givers) {
    await setImmediate();
    const isTheirs = (row: number) => examples[row]!.giver === giver;
    const model = learnLabels(labelled, (row) => !isTheirs(row));
    const own = count(rows, model);
    if (own.judged < MIN_JUDGED) continue;
    const others = [...examples.keys()].filter((row) => !isTheirs(row));
    const usual = { judged: 0, contradicted: 0 };
    for (let fold = 0; fold < FOLDS; fold++) {
      await setImmediate();
      const ofFold = learnLabels(labelled, (row) => !isTheirs(row) && row % FOLDS !== fold);
      const found = count(
        others.filter((row) => row % FOLDS === fold),
        ofFold,
      );
      usual.judged += found.judged;
      usual.contradicted += found.contradicted;
    }
    audits.push({ giver: giver!, ...own, ...verdict(own, usual) });
  }
  return audits;

  function count(rows: readonly number[], model: LabelModel): { judged: number; contradicted: number } {
    const { features, labelOf } = labelled;
    const judged = rows.filter((row) => model.rows[labelOf[row]!]! >= MIN_OF_LABEL && features[row]!.length > 0);
    const contradicted = judged.filter((row) => {
      const { best, chances } = judgeText(model, features[row]!);
      return chances[best]! >= TIMES * chances[labelOf[row]!]!;
    });
    return { judged: judged.length, contradicted: contradicted.length };
  }
}

type Counts = { judged: number; contradicted: number };

function verdict(own: Counts, usual: Counts): Pick<SourceAudit, "usualShare" | "isHeldBack"> {
  if (usual.judged < MIN_JUDGED) return { usualShare: 0, isHeldBack: false };
  const usualShare = usual.contradicted / usual.judged;
  const { high } = wilsonInterval({ successes: usual.contradicted, trials: usual.judged });
  const isMuchMore = own.contradicted / own.judged - usualShare >= MARGIN;
  return {
    usualShare,
    isHeldBack: isMuchMore && binomialUpperTail(own.contradicted, own.judged, high) < SIGNIFICANT,
  };
}
