import { monitorEventLoopDelay } from "node:perf_hooks";
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { LABELLED_DOCUMENTS, LABELLED_QUERIES, evaluateSearch } from "@/lib/knowledge/evaluation";
import { createPgvectorStore } from "@/lib/knowledge/stores/pgvector-store";
import { scanNearest, type VectorRows } from "@/lib/knowledge/stores/scan-nearest";
import { addCollection, addTexts, foundIn, knowledgeCtx, testKnowledge } from "@/lib/knowledge/test-knowledge";
import { openTestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { seededRandom } from "@/lib/platform/seeded-random";
import { createEmbedder } from "@/lib/providers";
import { printTable, quantile } from "./support/print-table";

/**
 * Searching vectors of 512 dimensions, exactly in memory and with pgvector's HNSW in the embedded database: time and how
 * many of the ten nearest are found. Indexing 1,000 documents of 2 kB with the local encoder beside a clock that tells
 * how long others have to wait. Words, meaning and both on the labelled set.
 *
 *     npm run bench:knowledge -- --chunks 100000 --documents 1000 [--only modes|indexing|memory|vectors]
 *
 * `memory` leaves pgvector out, whose index takes long to fill. Beside the time of a search stands its computing time, which
 * does not depend on who else uses the machine; the load is printed too.
 */
const { values } = parseArgs({
  options: {
    chunks: { type: "string", default: "100000" },
    documents: { type: "string", default: "1000" },
    only: { type: "string" },
  },
});
const CHUNKS = Number(values.chunks);
const DOCUMENTS = Number(values.documents);
const DIMENSIONS = 512;
const TOPICS = 500;
const QUESTIONS = 100;
const TAKE = 10;

const random = seededRandom(7);
const gaussian = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Around topics, as texts are: vectors without any likeness would make every index look worse than it is. */
function vectorAround(topic: Float32Array, spread: number): Float32Array {
  const vector = topic.map((value) => value + spread * gaussian());
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const topics = Array.from({ length: TOPICS }, () => vectorAround(new Float32Array(DIMENSIONS), 1));
const near = (spread: number) => vectorAround(topics[Math.floor(random() * TOPICS)]!, spread);

/** The exact search alone, beside one that takes row after row. */
async function searchMemory(): Promise<void> {
  const values = new Float32Array(CHUNKS * DIMENSIONS);
  for (let row = 0; row < CHUNKS; row++) values.set(near(0.05), row * DIMENSIONS);
  const ids = Array.from({ length: CHUNKS }, (_, row) => String(row));
  const rows = { dimensions: DIMENSIONS, values, count: CHUNKS, chunkIds: ids, documentIds: ids };
  const everyDocument = new Set(ids);
  const searches = [
    ["memory (exact)", null],
    ["baseline: row after row, with a filter that all pass", everyDocument],
  ] as const;
  const table = [];
  for (const [search, documentIds] of searches) {
    const times: number[] = [];
    const computing: number[] = [];
    for (let question = 0; question < QUESTIONS; question++) {
      const vector = near(0.05);
      const startedMs = performance.now();
      const used = process.cpuUsage();
      await scanNearest(rows, vector, { take: TAKE, documentIds });
      const { user, system } = process.cpuUsage(used);
      times.push(performance.now() - startedMs);
      computing.push((user + system) / 1_000);
    }
    table.push({
      search,
      "p50 ms": quantile(times, 0.5),
      "p95 ms": quantile(times, 0.95),
      "computing p50 ms": quantile(computing, 0.5),
      "computing p95 ms": quantile(computing, 0.95),
    });
  }
  printTable(`${CHUNKS} vectors of ${DIMENSIONS} dimensions in memory, ${QUESTIONS} questions, ${loadText()}`, table);
}

const loadText = (): string => `load ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} processors`;

async function searchVectors(): Promise<void> {
  const database = await openTestDatabase("embedded");
  const store = createPgvectorStore(database.db);
  const space = {
    organizationId: newId(),
    collectionId: newId(),
    dimensions: DIMENSIONS,
    revision: 1,
    host: null,
    secret: null,
  };
  const rows: VectorRows & { chunkIds: string[]; documentIds: string[] } = {
    dimensions: DIMENSIONS,
    values: new Float32Array(CHUNKS * DIMENSIONS),
    count: CHUNKS,
    chunkIds: [],
    documentIds: [],
  };
  const filledAt = performance.now();
  for (let from = 0; from < CHUNKS; from += 1_000) {
    const part = Array.from({ length: Math.min(1_000, CHUNKS - from) }, (_, index) => {
      const vector = near(0.05);
      rows.values.set(vector, (from + index) * DIMENSIONS);
      return { chunkId: newId(), documentId: newId(), vector };
    });
    rows.chunkIds.push(...part.map(({ chunkId }) => chunkId));
    rows.documentIds.push(...part.map(({ documentId }) => documentId));
    await store.upsert(space, part);
  }
  const filledMs = performance.now() - filledAt;
  const exactMs: number[] = [];
  const hnswMs: number[] = [];
  let found = 0;
  for (let question = 0; question < QUESTIONS; question++) {
    const vector = near(0.05);
    const asked = { take: TAKE, documentIds: null };
    const startedMs = performance.now();
    const exact = await scanNearest(rows, vector, asked);
    const betweenMs = performance.now();
    const indexed = await store.nearest(space, { vector, ...asked });
    hnswMs.push(performance.now() - betweenMs);
    exactMs.push(betweenMs - startedMs);
    const wanted = new Set(exact.map(({ chunkId }) => chunkId));
    found += indexed.filter(({ chunkId }) => wanted.has(chunkId)).length;
  }
  const row = (search: string, times: number[], recall: number) => ({
    search,
    "p50 ms": quantile(times, 0.5).toFixed(1),
    "p95 ms": quantile(times, 0.95).toFixed(1),
    "recall@10": recall.toFixed(3),
  });
  printTable(`${CHUNKS} vectors of ${DIMENSIONS} dimensions, ${QUESTIONS} questions`, [
    row("memory (exact)", exactMs, 1),
    row("pgvector (HNSW)", hnswMs, found / (QUESTIONS * TAKE)),
  ]);
  console.log(`pgvector was filled and indexed at ${Math.round((1_000 * CHUNKS) / filledMs)} vectors a second`);
  await database.close();
}

async function indexDocuments(): Promise<void> {
  const database = await openTestDatabase("embedded");
  const embedder = createEmbedder();
  await embedder.embed(["warm"]);
  const bench = testKnowledge(database.db, { embed: (texts) => embedder.embed(texts) });
  const ctx = await knowledgeCtx(bench);
  await addCollection(ctx);
  const words = LABELLED_DOCUMENTS.flatMap(({ text }) => text.split(/\s+/));
  const textOf = () => {
    let text = "";
    while (text.length < 2_000) text += `${words[Math.floor(random() * words.length)]!} `;
    return text;
  };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedMs = performance.now();
  for (let from = 0; from < DOCUMENTS; from += 100) {
    const count = Math.min(100, DOCUMENTS - from);
    await addTexts(
      ctx,
      "help",
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`d${from + at}`, textOf()])),
    );
  }
  const tookMs = performance.now() - startedMs;
  delay.disable();
  printTable(`Indexing ${DOCUMENTS} documents of 2 kB with the local encoder, ${loadText()}`, [
    {
      seconds: (tookMs / 1_000).toFixed(1),
      pieces: String(bench.embedded.length),
      "event loop p99 ms": (delay.percentile(99) / 1e6).toFixed(1),
      "event loop max ms": (delay.max / 1e6).toFixed(1),
    },
  ]);
  await bench.stop();
  await embedder.dispose();
  await database.close();
}

async function compareModes(): Promise<void> {
  const database = await openTestDatabase("embedded");
  const embedder = createEmbedder();
  const bench = testKnowledge(database.db, { embed: (texts) => embedder.embed(texts) });
  const ctx = await knowledgeCtx(bench);
  await addCollection(ctx);
  const documents = LABELLED_DOCUMENTS.map(({ id, title, text }) => [id, { title, text }] as const);
  for (let from = 0; from < documents.length; from += 100)
    await addTexts(ctx, "help", Object.fromEntries(documents.slice(from, from + 100)));
  const table = [];
  for (const mode of ["full_text", "vector", "hybrid"] as const) {
    const search = (query: string, k: number) => foundIn(ctx, "help", { query, mode, depth: 3 * k });
    const quality = await evaluateSearch({ queries: LABELLED_QUERIES, search });
    if (!quality) throw new Error("The labelled set holds no query that can be judged");
    table.push({
      mode,
      "nDCG@10": quality.ndcg.toFixed(3),
      "recall@10": quality.recall.toFixed(3),
      MRR: quality.mrr.toFixed(3),
    });
  }
  printTable(`${LABELLED_QUERIES.length} labelled questions, ${LABELLED_DOCUMENTS.length} documents`, table);
  await bench.stop();
  await embedder.dispose();
  await database.close();
}

const PARTS = { modes: compareModes, indexing: indexDocuments, memory: searchMemory, vectors: searchVectors };
for (const [name, measure] of Object.entries(PARTS)) if (!values.only || values.only === name) await measure();
