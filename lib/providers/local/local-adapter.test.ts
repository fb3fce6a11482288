import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { unavailable } from "@/lib/platform/errors";
import { chatCall, collect, failureOf, type ContractSubject } from "../test-adapter-contract";
import type { ArtefactReference, ProviderCall } from "../contract";
import type { EmbeddingRequest } from "../openai-types";
import { serializeClassifier, trainClassifiers } from "./classifiers";
import { TEST_DIMENSIONS, testExamples } from "./classifiers/test-examples";
import { createLocalAdapter } from "./local-adapter";

const { rows, embeddings } = testExamples(20);
const [nb, encoder] = trainClassifiers(["nb", "encoder"], rows, { seed: 1, embeddings }).map(serializeClassifier);

const artefactOf = (bytes: Uint8Array): ArtefactReference => ({
  organizationId: "org",
  modelVersionId: "version-1",
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

let loads = 0;
let stored = nb!;
let embed: () => Promise<{ vector: Float32Array; cpuMs: number }[]>;

function subject(): ContractSubject {
  const adapter = createLocalAdapter({
    embedder: { dimensions: TEST_DIMENSIONS, embedMeasured: () => embed() },
    loadArtefact: () => {
      loads += 1;
      return Promise.resolve(stored);
    },
    now: () => new Date("2026-01-01T00:00:00Z"),
  });
  const endpoint = { slug: "local", baseUrl: null, apiKey: null, isUserSupplied: false };
  return {
    adapter,
    endpoint,
    chatModel: "nb",
    artefact: artefactOf(nb!),
    embeddingModel: "embed",
    dispose: async () => {},
  };
}

const ask = (content: string) => ({ model: "any", messages: [{ role: "user" as const, content }] });

beforeEach(() => {
  loads = 0;
  stored = nb!;
  embed = () => Promise.resolve([{ vector: embeddings[0]!, cpuMs: 12 }]);
});

describe("a local classifier", () => {
  it("answers with the label, its confidence and what it has cost", async () => {
    const local = subject();
    const result = await local.adapter.complete(chatCall(local, ask("lost my card and the pin")));
    expect(result.response.choices[0]?.message.content).toBe("card");
    expect(result.classification?.label).toBe("card");
    expect(result.usage).toMatchObject({ inputTokens: 6, outputTokens: 1, isEstimated: true });
    expect(result.cpuMs).toBeGreaterThan(0);
  });

  it("reads the last message of the user only, and of its parts the text", async () => {
    const local = subject();
    const messages = [
      { role: "user" as const, content: "password login reset locked" },
      { role: "assistant" as const, content: "login" },
      {
        role: "user" as const,
        content: [{ type: "text" as const, text: "stolen card pin chip" }, { type: "image_url" }],
      },
    ];
    const result = await local.adapter.complete(chatCall(local, { model: "any", messages }));
    expect(result.classification?.label).toBe("card");
  });

  it("tells the end of a stream with the classification", async () => {
    const local = subject();
    const parts = await collect(await local.adapter.stream(chatCall(local, ask("lost my card"))));
    expect(parts.at(-1)).toMatchObject({ type: "finish", classification: { label: "card" } });
  });

  it("adds the embedding's computing time to its own", async () => {
    const local = { ...subject(), artefact: artefactOf(encoder!) };
    stored = encoder!;
    const result = await local.adapter.complete(chatCall(local, ask("anything"), { upstreamId: "encoder" }));
    expect(result.cpuMs).toBeGreaterThan(12);
  });

  it("says what to do when it was never trained", async () => {
    const local = subject();
    delete local.artefact;
    const error = await failureOf(() => local.adapter.complete(chatCall(local, ask("hello"))));
    expect(error.kind).toBe("not_found");
    expect(error.message).toMatch(/not trained for this task yet: import labelled examples and train it/);
  });

  it("refuses a request without a text to classify", async () => {
    const local = subject();
    const messages = [{ role: "system" as const, content: "be kind" }];
    const error = await failureOf(() => local.adapter.complete(chatCall(local, { model: "any", messages })));
    expect(error.kind).toBe("invalid_request");
    expect((await failureOf(() => local.adapter.complete(chatCall(local, ask("  "))))).kind).toBe("invalid_request");
  });

  it("does not serve bytes that are not the ones which were stored", async () => {
    const local = subject();
    stored = nb!.slice().fill(7, 2_000, 2_010);
    const error = await failureOf(() => local.adapter.complete(chatCall(local, ask("hello"))));
    expect(error.message).toMatch(/checksum/);
  });

  it("gives up when the call's time is over", async () => {
    const local = { ...subject(), artefact: artefactOf(encoder!) };
    stored = encoder!;
    embed = () => new Promise((_, reject) => setTimeout(() => reject(new Error("late")), 5_000).unref());
    const adapter = createLocalAdapter({
      embedder: {
        dimensions: TEST_DIMENSIONS,
        embedMeasured: (_, signal) =>
          new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
      },
      loadArtefact: () => Promise.resolve(stored),
      now: () => new Date(0),
    });
    const call = chatCall(local, ask("hello"), { upstreamId: "encoder", timeouts: { totalMs: 5 } });
    expect(await failureOf(() => adapter.complete(call))).toMatchObject({ kind: "timeout", stage: "total" });
  });

  it("says that it is overloaded when the encoder's thread has ended, so that others are tried", async () => {
    const local = { ...subject(), artefact: artefactOf(encoder!) };
    stored = encoder!;
    embed = () => Promise.reject(unavailable("The sentence encoder has stopped"));
    const error = await failureOf(() => local.adapter.complete(chatCall(local, ask("x"), { upstreamId: "encoder" })));
    expect([error.kind, error.isRetryable]).toEqual(["overloaded", true]);
  });
});

describe("trained versions", () => {
  it("are read once, however many calls arrive at the same time", async () => {
    const local = subject();
    await Promise.all(Array.from({ length: 10 }, () => local.adapter.complete(chatCall(local, ask("card")))));
    expect(loads).toBe(1);
  });

  it("are read again after a failure", async () => {
    const local = subject();
    stored = new Uint8Array(4);
    await failureOf(() => local.adapter.complete(chatCall(local, ask("card"))));
    stored = nb!;
    expect((await local.adapter.complete(chatCall(local, ask("card pin")))).classification?.label).toBe("card");
  });
});

describe("local embeddings", () => {
  const call = (request: Partial<EmbeddingRequest>): ProviderCall<EmbeddingRequest> => ({
    ...chatCall(subject(), ask("")),
    upstreamId: "embed",
    request: { model: "any", input: "hello", ...request },
  });

  it("come as little-endian float32 when base64 is asked for", async () => {
    const { response } = await subject().adapter.embed(call({ encoding_format: "base64" }));
    const bytes = Buffer.from(response.data[0]!.embedding as string, "base64");
    expect(bytes.readFloatLE(0)).toBe(embeddings[0]![0]);
    expect(bytes).toHaveLength(TEST_DIMENSIONS * 4);
  });

  it("refuse lists of tokens and another number of dimensions", async () => {
    for (const request of [{ input: [[1, 2]] }, { input: [1, 2] }, { dimensions: 3 }, { input: [] }]) {
      expect((await failureOf(() => subject().adapter.embed(call(request)))).kind).toBe("invalid_request");
    }
  });
});
