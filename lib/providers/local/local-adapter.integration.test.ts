import { createHash } from "node:crypto";
import { describeAdapterContract } from "../test-adapter-contract";
import { serializeClassifier, trainClassifier } from "./classifiers";
import { testExamples } from "./classifiers/test-examples";
import { createEmbedder } from "./embedder";
import { createLocalAdapter } from "./local-adapter";

describeAdapterContract("local", async () => {
  const embedder = createEmbedder();
  const { rows } = testExamples(12);
  const embeddings = await embedder.embed(rows.map(({ text }) => text));
  const bytes = serializeClassifier(trainClassifier("council", rows, { seed: 1, embeddings }));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    adapter: createLocalAdapter({ embedder, loadArtefact: () => Promise.resolve(bytes), now: () => new Date() }),
    endpoint: { slug: "local", baseUrl: null, apiKey: null, isUserSupplied: false },
    chatModel: "council",
    artefact: { organizationId: "organization", modelVersionId: "version", sha256 },
    embeddingModel: "embed",
    dispose: () => embedder.dispose(),
  };
});
