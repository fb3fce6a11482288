import path from "node:path";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { fingerprintOf } from "@/lib/detection/learning/fingerprint";
import { learnModels } from "@/lib/detection/learning/learn-models";
import { packModels } from "@/lib/detection/models/text-models";
import { createEmbedder } from "@/lib/providers";

/**
 * Learns the models that come with the product and writes them to lib/detection/models/built-in.json:
 * `[--seed 1] [--vectors folder]`, where vectors that are known already are kept.
 */
const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, vectors: { type: "string", default: "data/cache/embeddings" } },
});
const seed = Number(values.seed);
const embedder = createEmbedder({ cacheFolder: values.vectors });
try {
  const models = await learnModels({ seed, embed: (texts) => embedder.embed(texts) });
  const file = path.join("lib", "detection", "models", "built-in.json");
  writeFileSync(file, `${JSON.stringify({ seed, learntFrom: fingerprintOf(seed), ...packModels(models) }, null, 2)}\n`);
  console.error(`wrote ${file}`);
} finally {
  await embedder.dispose();
}
