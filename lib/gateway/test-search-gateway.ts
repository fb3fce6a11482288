import {
  addDocuments,
  createCollection,
  createKnowledge,
  createSearchTexts,
  INDEXING_JOB,
  indexingJob,
} from "@/lib/knowledge";
import { AddDocumentsInput, CreateCollectionInput } from "@/lib/knowledge/schemas";
import { untilFinished } from "@/lib/knowledge/test-knowledge";
import type { TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner } from "@/lib/platform/jobs";
import { createOutbound } from "@/lib/platform/outbound";
import { createLocalAdapter } from "@/lib/providers";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import type { Configuration } from "@/lib/registry/schemas";
import { createEmbedWithModel } from "./embed-with-model";
import { startTestGateway, type TestGateway } from "./test-gateway";

export type SearchGateway = TestGateway & {
  configure(task: string, change: Partial<Configuration>): Promise<void>;
};

type Given = {
  embed: (texts: readonly string[]) => Promise<Float32Array[]>;
  documents: readonly object[];
};

/** A gateway whose search models find what is in the collection `help`. */
export async function startSearchGateway(database: TestDatabase, { embed, documents }: Given): Promise<SearchGateway> {
  const local = createLocalAdapter({
    embedder: {
      embedMeasured: async (texts) => (await embed(texts)).map((vector) => ({ vector, cpuMs: 1 })),
      dimensions: 512,
    },
    loadArtefact: () => Promise.reject(new Error("no artefact")),
    search: createSearchTexts(() => gateway.runtime),
    now: () => new Date(),
  });
  const gateway = await startTestGateway(database, local);
  const { embed: embedChecked } = createKnowledge({
    db: database.db,
    embedder: { embed },
    embedWithModel: createEmbedWithModel(),
    outbound: createOutbound({ allow: [] }),
    decrypt: (text) => text,
  });
  gateway.runtime.knowledge = { ...gateway.runtime.knowledge, embed: embedChecked };
  const runner = createJobRunner(gateway.runtime, { handlers: { [INDEXING_JOB]: indexingJob }, pollMs: 20 });
  runner.start();
  const { ctx } = gateway;
  await createCollection(ctx, CreateCollectionInput.parse({ slug: "help", name: "Help" }));
  for (let from = 0; from < documents.length; from += 100) {
    const part = { documents: documents.slice(from, from + 100) };
    const { jobId } = await addDocuments(ctx, "help", AddDocumentsInput.parse(part));
    if (jobId !== null) await untilFinished(ctx, jobId);
  }
  return {
    ...gateway,
    async configure(task, change) {
      const { configuration } = await getConfiguration(ctx, task);
      await putConfiguration(ctx, task, { configuration: { ...configuration, ...change }, reason: "test" });
    },
    async close() {
      await runner.stop(1_000);
      await gateway.close();
    },
  };
}
