import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Vector = { id: string; values: number[]; metadata?: { documentId?: string } };
type Filter = { documentId?: { $in?: string[] } };
type Body = {
  namespace?: string;
  vectors?: Vector[];
  vector?: number[];
  topK?: number;
  ids?: string[];
  deleteAll?: boolean;
  filter?: Filter;
};

export type FakePinecone = {
  url: string;
  /** What was asked, in order. */
  calls: { path: string; namespace: string | undefined; headers: IncomingMessage["headers"] }[];
  /** Answered instead, once. */
  failNext(status: number, body?: string): void;
  namespaces: Map<string, Map<string, Vector>>;
  close(): Promise<void>;
};

export const PINECONE_KEY = "pcsk_0123456789abcdef";

/** What of Pinecone's data plane is used, as its reference describes it: namespaces, exact search by cosine, refusals. */
export async function startFakePinecone(dimension: number): Promise<FakePinecone> {
  const namespaces: FakePinecone["namespaces"] = new Map();
  const calls: FakePinecone["calls"] = [];
  let failure: { status: number; body: string } | null = null;

  const space = (name = "") => {
    const found = namespaces.get(name) ?? new Map<string, Vector>();
    namespaces.set(name, found);
    return found;
  };

  const answer = (path: string, body: Body): { status: number; body: object } => {
    const own = space(body.namespace);
    switch (path) {
      case "/describe_index_stats":
        return { status: 200, body: { dimension, namespaces: {}, totalVectorCount: 0 } };
      case "/vectors/upsert": {
        const wrong = body.vectors?.find(({ values }) => values.length !== dimension);
        if (wrong) return { status: 400, body: { code: 3, message: "Vector dimension does not match" } };
        for (const vector of body.vectors ?? []) own.set(vector.id, vector);
        return { status: 200, body: { upsertedCount: body.vectors?.length ?? 0 } };
      }
      case "/query": {
        const wanted = body.filter?.documentId?.$in;
        const matches = [...own.values()]
          .filter(({ metadata }) => !wanted || wanted.includes(metadata?.documentId ?? ""))
          .map(({ id, values }) => ({ id, score: cosine(values, body.vector ?? []) }))
          .sort((a, b) => b.score - a.score)
          .slice(0, body.topK);
        return { status: 200, body: { matches, namespace: body.namespace, usage: { readUnits: 5 } } };
      }
      case "/vectors/delete":
        if (body.deleteAll) own.clear();
        for (const id of body.ids ?? []) own.delete(id);
        return { status: 200, body: {} };
      default:
        return { status: 404, body: { message: "Not found" } };
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = JSON.parse(Buffer.concat(parts).toString("utf8")) as Body;
    const path = request.url ?? "";
    calls.push({ path, namespace: body.namespace, headers: request.headers });
    const send = (status: number, text: string) =>
      response.writeHead(status, { "content-type": "application/json" }).end(text);
    if (request.headers["api-key"] !== PINECONE_KEY) return send(401, '{"message":"Invalid API Key"}');
    if (failure) {
      const { status, body: text } = failure;
      failure = null;
      return send(status, text);
    }
    const { status, body: said } = answer(path, body);
    return send(status, JSON.stringify(said));
  };

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    namespaces,
    failNext: (status, body = "{}") => {
      failure = { status, body };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function cosine(a: number[], b: number[]): number {
  const dot = a.reduce((sum, value, index) => sum + value * b[index]!, 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b) || 1);
}
