import { randomBytes } from "node:crypto";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { groupBy } from "@/lib/platform/group-by";
import { derivedId } from "@/lib/platform/ids";
import type { Example } from "./example-schemas";
import {
  countAccepted,
  deleteExamplesById,
  selectByHash,
  selectNeighbours,
  selectVotes,
  upsertExamples,
  writeNeighbours,
  type NewExample,
  type StoredExample,
  type StoredVote,
} from "./pool-store";
import { settingsOf } from "./retrain-settings";
import { agreementOn, informativenessOf, qualityOfExample, strongestSource } from "./score-example";
import { bandsOf, partsOf, similarity } from "./text-signature";

/** Texts that have this share of their parts in common are near duplicates. */
const NEAR = 0.8;

/** A text that somebody labelled, as it came in. */
export type Proposal = Pick<
  Example,
  "text" | "label" | "predictedLabel" | "confidence" | "origin" | "executionId" | "isCut" | "giver"
> & { textHash: string };

/**
 * Brings the examples of these texts in line with the votes on them: one example for each label that somebody gives,
 * with its scores; open ones that nobody stands behind any more go. What a reviewer decided stays, and a label that
 * was voted for only before the decision does not come back. Returns how many examples are new.
 */
export async function settleTexts(
  tx: DatabaseTransaction,
  ctx: Ctx,
  task: string,
  textHashes: readonly string[],
  proposals: readonly Proposal[] = [],
): Promise<number> {
  const { organizationId } = ctx;
  const now = ctx.now();
  const votes = groupBy(await selectVotes(tx, organizationId, task, textHashes), ({ textHash }) => textHash);
  const known = groupBy(await selectByHash(tx, organizationId, task, textHashes), ({ textHash }) => textHash);
  const labels = [...new Set([...votes.values()].flat().map(({ label }) => label))];
  const counts = await countAccepted(tx, organizationId, task, labels);
  const { autoAcceptQuality } = (await settingsOf(tx, organizationId, [task])).get(task)!;
  const nextId = idsInOrder(now.getTime());
  const fresh: NewExample[] = [];
  const changed: NewExample[] = [];
  const gone: string[] = [];
  for (const textHash of new Set(textHashes)) {
    const own = votes.get(textHash) ?? [];
    const examples = known.get(textHash) ?? [];
    const settled = settleText({
      own,
      examples,
      proposals: proposals.filter((one) => one.textHash === textHash),
      now,
      counts,
      task,
      organizationId,
      nextId,
    });
    gone.push(...settled.gone);
    for (const example of settled.kept) {
      const isOpen =
        example.state === "pending" && example.origin !== "execution" && !example.isConflicting && !example.isCut;
      const isGoodEnough = autoAcceptQuality !== null && example.quality >= autoAcceptQuality;
      const decided =
        isOpen && isGoodEnough
          ? { ...example, state: "accepted" as const, reviewedBy: "rule: quality", reviewedAt: now.toISOString() }
          : example;
      (settled.isNew(example) ? fresh : changed).push(decided);
    }
  }
  await deleteExamplesById(tx, organizationId, gone);
  await upsertExamples(tx, organizationId, [...fresh, ...changed]);
  await findNeighbours(tx, organizationId, task, fresh);
  return fresh.length;
}

/** Ids of one moment that sort in the order in which they are taken, up to 4,096 of them. */
function idsInOrder(atMs: number): () => string {
  let count = 0;
  return () => {
    const place = count++ % 4_096;
    return derivedId(atMs, Uint8Array.from([place >> 4, (place & 15) << 4, ...randomBytes(8)]));
  };
}

type TextState = {
  own: readonly StoredVote[];
  examples: readonly StoredExample[];
  proposals: readonly Proposal[];
  now: Date;
  counts: ReadonlyMap<string, number>;
  task: string;
  organizationId: string;
  nextId: () => string;
};

function settleText({ own, examples, proposals, now, counts, task, organizationId, nextId }: TextState) {
  const decidedAt = examples
    .filter(({ state }) => state === "accepted" || state === "fixed")
    .reduce((latest, { reviewedAt }) => (reviewedAt && reviewedAt > latest ? reviewedAt : latest), "");
  const byLabel = new Map(examples.map((example) => [example.label, example]));
  const wanted = new Set(
    own.filter(({ votedAt, label }) => byLabel.has(label) || votedAt > decidedAt).map(({ label }) => label),
  );
  const gone = examples.filter(({ label, state }) => state === "pending" && !wanted.has(label)).map(({ id }) => id);
  const isNew = ({ label }: { label: string }) => !byLabel.has(label);
  const labels = [
    ...new Set([...wanted, ...examples.filter(({ id }) => !gone.includes(id)).map(({ label }) => label)]),
  ];
  const drafts = labels.flatMap((label): NewExample[] => {
    const before = byLabel.get(label);
    const facts = before ?? proposals.find((one) => one.label === label) ?? proposals[0];
    if (!facts) return [];
    const supporters = own.filter((vote) => vote.label === label);
    const agreement = agreementOn(label, own);
    const source = before && supporters.length === 0 ? before.source : strongestSource(supporters);
    const createdAt = before?.createdAt ?? now.toISOString();
    const { predictedLabel, confidence } = facts;
    return [
      {
        ...common(facts),
        id: before?.id ?? nextId(),
        task,
        textHash: facts.textHash,
        bands: before ? [] : bandsOf(partsOf(facts.text), `${organizationId}/${task}`),
        label,
        fixedFrom: before?.fixedFrom ?? null,
        source,
        giver: before?.giver ?? supporters[0]?.giver ?? facts.giver,
        state: before?.state ?? "pending",
        overruledBy: before?.overruledBy ?? null,
        reviewedBy: before?.reviewedBy ?? null,
        reviewedAt: before?.reviewedAt ?? null,
        voteCount: supporters.length,
        agreement,
        quality: qualityOfExample({
          source,
          agreement,
          label,
          predictedLabel,
          confidence,
          ageMs: now.getTime() - Date.parse(createdAt),
        }),
        informativeness: informativenessOf({
          agreement,
          label,
          predictedLabel,
          confidence,
          labelCount: counts.get(label) ?? 0,
        }),
        isConflicting: false,
        createdAt,
        updatedAt: now.toISOString(),
      },
    ];
  });
  const isContested = new Set(drafts.filter(({ state }) => state !== "rejected").map(({ label }) => label)).size > 1;
  const kept = drafts.map((draft) => ({ ...draft, isConflicting: isContested && draft.state !== "rejected" }));
  return { kept, gone, isNew };
}

const common = ({ text, predictedLabel, confidence, origin, executionId, isCut }: Proposal | StoredExample) => ({
  text,
  predictedLabel,
  confidence,
  origin,
  executionId,
  isCut,
});

async function findNeighbours(
  tx: DatabaseTransaction,
  organizationId: string,
  task: string,
  fresh: readonly NewExample[],
): Promise<void> {
  const candidates = groupBy(await selectNeighbours(tx, organizationId, task, fresh), ({ of }) => of);
  const found = fresh.flatMap((example) => {
    const own = partsOf(example.text);
    const [best] = (candidates.get(example.id) ?? [])
      .map(({ id, text }) => ({ nearId: id, similarity: similarity(own, partsOf(text)) }))
      .sort((a, b) => b.similarity - a.similarity);
    return best && best.similarity >= NEAR ? [{ id: example.id, ...best }] : [];
  });
  await writeNeighbours(tx, organizationId, found);
}
