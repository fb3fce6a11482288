import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { anthropicProtocol } from "./anthropic-protocol";
import { CallHandler } from "./call-handler";
import { EMBEDDING_FAULTS, Embeddings } from "./embeddings";
import { FAULTS } from "./faults";
import { FineTuning } from "./fine-tuning";
import { openaiProtocol } from "./openai-protocol";
import { sendJson } from "./play-answer";
import { PROFILES } from "./profiles";
import { RequestLog } from "./request-log";

export type SimulatorOptions = {
  /** 0 = any free port. */
  port: number;
  /** (Default: 127.0.0.1) */
  host?: string;
  /** Decides texts, latencies and failures. (Default: 1) */
  seed?: number;
  /** How long each state of a fine-tuning job lasts, milliseconds. (Default: 2,000) */
  tuningStepMs?: number;
};

export type Simulator = {
  /** Base URL of both protocols, such as `http://127.0.0.1:4010/v1`. */
  url: string;
  requests: Pick<RequestLog, "total" | "aborted" | "open" | "last" | "nextAbort" | "nextCall">;
  /** What was uploaded and tuned, and how to make it fail. */
  fineTuning: FineTuning;
  /** Number of open connections. */
  connections(): Promise<number>;
  close(): Promise<void>;
};

/** Starts the server. Models and faults are listed in this folder's README.md and at `GET /`. */
export async function startSimulator({
  port,
  host = "127.0.0.1",
  seed = 1,
  tuningStepMs = 2_000,
}: SimulatorOptions): Promise<Simulator> {
  const log = new RequestLog();
  const fineTuning = new FineTuning(tuningStepMs);
  const calls = new CallHandler(seed, log, (model) => fineTuning.profileOf(model));
  const embeddings = new Embeddings(seed);
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
    if (fineTuning.handles(pathOf(request) ?? "")) fineTuning.handle(request, response);
    else if (request.method === "POST") post(request, response, calls, embeddings);
    else get(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}/v1`,
    requests: log,
    fineTuning,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function post(request: IncomingMessage, response: ServerResponse, calls: CallHandler, embeddings: Embeddings): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const text = (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString("utf8");
    switch (pathOf(request)) {
      case "/v1/chat/completions":
        return calls.handle(openaiProtocol, request, response, text);
      case "/v1/messages":
        return calls.handle(anthropicProtocol, request, response, text);
      case "/v1/embeddings":
        return embed(response, text, embeddings);
      default:
        return notFound(response);
    }
  });
}

function get(request: IncomingMessage, response: ServerResponse): void {
  switch (pathOf(request)) {
    case "/v1/models":
      return sendJson(response, 200, MODELS);
    case "/":
      return sendJson(response, 200, ABOUT);
    default:
      return notFound(response);
  }
}

function embed(response: ServerResponse, text: string, embeddings: Embeddings): void {
  try {
    const { status, body } = embeddings.answer(text);
    sendJson(response, status, body);
  } catch {
    const { status, body } = openaiProtocol.error(
      "invalid",
      "The body must be JSON with `model` and `input` (simulated)",
    );
    sendJson(response, status, body);
  }
}

function notFound(response: ServerResponse): void {
  sendJson(response, 404, JSON.stringify({ error: { message: "The simulator has no such path", type: "not_found" } }));
}

const pathOf = ({ url = "" }: IncomingMessage) => url.split("?")[0];

/** Readable as OpenAI's list and as Anthropic's. */
const MODELS = JSON.stringify({
  object: "list",
  data: PROFILES.map(({ id, description, price }) => ({
    id,
    object: "model",
    type: "model",
    created: 1_704_067_200,
    owned_by: "simulator",
    display_name: `${id} (simulated)`,
    description: `Simulated: ${description}`,
    pricing: { ...price, unit: "US dollars per million tokens; nothing is charged" },
  })),
  has_more: false,
});

const ABOUT = JSON.stringify({
  about: "A simulated language model server: nothing it says comes from a model",
  models: PROFILES.map(({ id, description }) => ({ id, description })),
  faults: FAULTS,
  embeddingFaults: EMBEDDING_FAULTS,
  usage:
    "Add a fault to the model's name (sim-fast:cut, sim-fast:error@2), or send the header x-sim-fault or the field sim_fault",
});
