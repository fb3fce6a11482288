import { createHash } from "node:crypto";
import type { Ctx, Role } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import { createJobRunner, getJob } from "@/lib/platform/jobs";
import { createOutbound, type Outbound } from "@/lib/platform/outbound";
import type { Runtime } from "@/lib/platform/runtime";
import { decryptSecret } from "@/lib/platform/secrets";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { createCollection } from "./collections/create-collection";
import { createKnowledge } from "./create-knowledge";
import { addDocuments } from "./indexing/add-documents";
import { INDEXING_JOB, indexingJob } from "./indexing/indexing-job";
import { AddDocumentsInput, CreateCollectionInput, SearchInput } from "./schemas";
import { searchCollection } from "./search/search-collection";

/** Words that count as the same, so that a test can tell meaning from spelling. */
const SYNONYMS: Record<string, string> = { automobile: "car", vehicle: "car", purchase: "buy", refund: "money" };
const DIMENSIONS = 512;

/** Each word has a direction of its own; words that mean the same share one. */
export function wordVector(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS).fill(0.0001);
  for (const [word] of text.toLowerCase().matchAll(/[a-z]+/g)) {
    const meaning = Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word]! : word;
    vector[createHash("sha256").update(meaning).digest().readUInt16BE() % DIMENSIONS]! += 1;
  }
  return vector;
}

export type TestKnowledge = {
  runtime: Runtime;
  /** Texts that were embedded, in order. */
  embedded: string[];
  stop(): Promise<void>;
};

type Given = {
  outbound?: Outbound;
  embed?: (texts: readonly string[]) => Promise<Float32Array[]>;
  /** Whether jobs run by themselves. (Default: true.) */
  isRunning?: boolean;
};

/** A runtime with registry, knowledge and jobs, as one process has it. */
export function testKnowledge(db: Database, given: Given = {}): TestKnowledge {
  const { embed = async (texts) => texts.map(wordVector), isRunning = true } = given;
  const base = registryRuntime(db);
  const outbound = given.outbound ?? createOutbound({ allow: [] });
  const embedded: string[] = [];
  const embedder = {
    embed: (texts: readonly string[]) => {
      embedded.push(...texts);
      return embed(texts);
    },
  };
  const knowledge = createKnowledge({
    db,
    embedder,
    embedWithModel: (_, { texts }) => embedder.embed(texts),
    outbound,
    decrypt: (text, organizationId) => decryptSecret(base.environment.encryptionKey, text, organizationId),
  });
  const runtime: Runtime = { ...base, knowledge, outbound };
  const runner = createJobRunner(runtime, { handlers: { [INDEXING_JOB]: indexingJob }, pollMs: 20, cancelPollMs: 20 });
  if (isRunning) runner.start();
  return {
    runtime,
    embedded,
    stop: async () => {
      await runner.stop(1_000);
      await outbound.dispose();
    },
  };
}

export const knowledgeCtx = ({ runtime }: TestKnowledge, role?: Role): Promise<Ctx> => seededCtx(runtime, role);

/** A collection `help`, unless told otherwise. */
export const addCollection = (ctx: Ctx, input: object = {}) =>
  createCollection(ctx, CreateCollectionInput.parse({ slug: "help", name: "Help", ...input }));

/** Texts by external id, indexed when this resolves. */
export async function addTexts(ctx: Ctx, slug: string, texts: Record<string, string | object>) {
  const documents = Object.entries(texts).map(([externalId, given]) => ({
    externalId,
    ...(typeof given === "string" ? { text: given } : given),
  }));
  const added = await addDocuments(ctx, slug, AddDocumentsInput.parse({ documents }));
  if (added.jobId !== null) await untilFinished(ctx, added.jobId);
  return added;
}

export async function untilFinished(ctx: Ctx, jobId: string): Promise<string> {
  for (;;) {
    const { status } = await getJob(ctx, jobId);
    if (status !== "queued" && status !== "running") return status;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const search = (ctx: Ctx, slug: string, input: object) => searchCollection(ctx, slug, SearchInput.parse(input));

export const foundIn = async (ctx: Ctx, slug: string, input: object): Promise<string[]> =>
  (await search(ctx, slug, input)).results.map(({ citation }) => citation.externalId);
