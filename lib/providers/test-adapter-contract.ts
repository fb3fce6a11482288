import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  ArtefactReference,
  CallTimeouts,
  ProviderAdapter,
  ProviderCall,
  ProviderEndpoint,
  StreamPart,
} from "./contract";
import type { ChatRequest } from "./openai-types";
import { isProviderError, type ProviderError } from "./provider-error";

/** One adapter with something real behind it. */
export type ContractSubject = {
  adapter: ProviderAdapter;
  endpoint: ProviderEndpoint;
  chatModel: string;
  artefact?: ArtefactReference;
  /** null when the adapter has no embeddings; then it has to say so. */
  embeddingModel: string | null;
  dispose(): Promise<void>;
};

const GENEROUS: CallTimeouts = { connectMs: 10_000, headersMs: 10_000, idleMs: 10_000, totalMs: 30_000 };

const REQUEST: ChatRequest = { model: "any", messages: [{ role: "user", content: "My card has not arrived yet" }] };

/** What the gateway relies on, whoever answers. Call it in an integration test of the adapter. */
export function describeAdapterContract(name: string, setUp: () => Promise<ContractSubject>): void {
  describe(`${name} keeps the adapter contract`, () => {
    let subject: ContractSubject;
    beforeAll(async () => void (subject = await setUp()));
    afterAll(() => subject.dispose());

    const chat = (request: Partial<ChatRequest> = {}) => chatCall(subject, { ...REQUEST, ...request });

    it("answers with one assistant message in OpenAI's shape", async () => {
      const { response } = await subject.adapter.complete(chat());
      expect(response.object).toBe("chat.completion");
      expect(response.choices).toHaveLength(1);
      expect(response.choices[0]?.message.role).toBe("assistant");
      expect(response.choices[0]?.message.content).toEqual(expect.stringMatching(/\S/));
      expect(response.choices[0]?.finish_reason).toBe("stop");
    });

    it("counts every token in exactly one class", async () => {
      const { usage } = await subject.adapter.complete(chat());
      if (!usage) return;
      for (const tokens of Object.values(usage).filter((value) => typeof value === "number")) {
        expect(Number.isSafeInteger(tokens) && tokens >= 0).toBe(true);
      }
      expect(usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens).toBeGreaterThan(0);
      expect(usage.reasoningTokens).toBeLessThanOrEqual(usage.outputTokens);
    });

    it("streams the same text and usage as it answers whole, and ends with exactly one finish part", async () => {
      const whole = await subject.adapter.complete(chat());
      const parts = await collect(await subject.adapter.stream(chat({ stream: true })));
      expect(textOf(parts)).toBe(whole.response.choices[0]?.message.content);
      expect(parts.filter(({ type }) => type === "finish")).toHaveLength(1);
      expect(parts.at(-1)).toMatchObject({ type: "finish", finishReason: "stop", usage: whole.usage });
    });

    it("gives every chunk of a stream the same id", async () => {
      const parts = await collect(await subject.adapter.stream(chat({ stream: true })));
      const ids = parts.flatMap((part) => (part.type === "chunk" ? [part.chunk.id] : []));
      expect(ids.length).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(1);
    });

    it("does not begin a call whose signal has fired already", async () => {
      const call = { ...chat(), signal: AbortSignal.abort() };
      expect((await failureOf(() => subject.adapter.complete(call))).kind).toBe("cancelled");
      expect((await failureOf(async () => collect(await subject.adapter.stream(call)))).kind).toBe("cancelled");
    });

    it("embeds a batch in order, or says that it cannot", async () => {
      const model = subject.embeddingModel;
      const call = { ...chat(), upstreamId: model ?? "none", request: { model: "any", input: ["one", "two", "one"] } };
      if (model === null)
        return void expect(isProviderError(await failureOf(() => subject.adapter.embed(call)))).toBe(true);
      const { response } = await subject.adapter.embed(call);
      expect(response.data.map(({ index }) => index)).toEqual([0, 1, 2]);
      expect(response.data[0]?.embedding).toEqual(response.data[2]?.embedding);
      expect(response.data[0]?.embedding).not.toEqual(response.data[1]?.embedding);
    });

    it("lists the models that the connection gives", async () => {
      const { endpoint } = subject;
      const call = { endpoint, timeouts: GENEROUS, signal: new AbortController().signal };
      const { models, latencyMs } = await subject.adapter.testConnection(call);
      expect(models).toContain(subject.chatModel);
      expect(latencyMs).toBeGreaterThanOrEqual(0);
    });
  });
}

type CallOptions = { upstreamId?: string; timeouts?: Partial<CallTimeouts>; signal?: AbortSignal };

export function chatCall(
  subject: ContractSubject,
  request: ChatRequest,
  options: CallOptions = {},
): ProviderCall<ChatRequest> {
  return {
    organizationId: subject.artefact?.organizationId ?? "00000000-0000-7000-8000-000000000000",
    endpoint: subject.endpoint,
    upstreamId: options.upstreamId ?? subject.chatModel,
    ...(subject.artefact ? { artefact: subject.artefact } : {}),
    request,
    timeouts: { ...GENEROUS, ...options.timeouts },
    signal: options.signal ?? new AbortController().signal,
  };
}

export async function collect(stream: AsyncIterable<StreamPart>): Promise<StreamPart[]> {
  const parts: StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

/** All text of a stream's first choice. */
export function textOf(parts: StreamPart[]): string {
  return parts.map((part) => (part.type === "chunk" ? (part.chunk.choices[0]?.delta.content ?? "") : "")).join("");
}

/** The `ProviderError` that a call has to throw; anything else fails the test. */
export async function failureOf(run: () => Promise<unknown>): Promise<ProviderError> {
  const outcome = await run().then(
    () => new Error("the call succeeded, but a failure was expected"),
    (error: unknown) => error,
  );
  if (isProviderError(outcome)) return outcome;
  throw outcome;
}
