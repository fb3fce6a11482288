import type { ResponseBody } from "@/lib/platform/outbound";
import { SseParser, type SseEvent } from "@/lib/platform/sse/sse-parser";
import type { ProviderEndpoint, StreamPart } from "../contract";
import { ProviderError } from "../provider-error";
import { classifyFailure } from "./classify-failure";
import { toProviderError } from "./upstream";

/** What one vendor makes of its events. One instance reads one stream. */
export interface EventReader {
  /** The chunks that an event means to an OpenAI client. May throw `ProviderError`. */
  read(event: SseEvent): StreamPart[];
  /** The last part, once the vendor has said that the answer is whole; null before. */
  finish(): StreamPart | null;
  /** True once nothing of interest can follow, whether or not the connection is closed. */
  readonly isDone: boolean;
}

/**
 * A vendor's event stream as stream parts. Ends with one `finish` part, or throws `ProviderError`: `interrupted` when
 * the stream stops before the vendor said that it is whole, `malformed` when an event cannot be read.
 */
export async function* readEvents(
  body: ResponseBody,
  reader: EventReader,
  endpoint: ProviderEndpoint,
): AsyncGenerator<StreamPart, void, undefined> {
  const parser = new SseParser();
  try {
    for await (const bytes of body) {
      for (const event of parser.push(bytes)) {
        for (const part of reader.read(event)) yield part;
      }
      if (reader.isDone) {
        body.drain();
        break;
      }
    }
    if (!reader.isDone) yield* readRest(parser, reader);
  } catch (error) {
    throw error instanceof RangeError
      ? new ProviderError("malformed", `The provider's stream cannot be read: ${error.message}`)
      : toProviderError(error, endpoint.apiKey);
  }
  const last = reader.finish();
  if (!last) throw interrupted();
  yield last;
}

/** The event that the connection's end cut off from its blank line, if it is one. */
function readRest(parser: SseParser, reader: EventReader): StreamPart[] {
  const event = parser.end();
  if (!event) return [];
  try {
    return reader.read(event);
  } catch (error) {
    // Half an event is a cut stream, not a bad one.
    throw new ProviderError("interrupted", interrupted().message, { cause: error });
  }
}

/** The JSON of an event; throws `malformed`. */
export function parseEvent(data: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below, without the text: it may be long.
  }
  throw new ProviderError("malformed", "The provider sent an event that is not valid JSON");
}

/** An error that came as an event of a stream that began with status 200. */
export function streamedFailure(body: unknown, endpoint: ProviderEndpoint): ProviderError {
  return classifyFailure({ status: 200, body, apiKey: endpoint.apiKey });
}

const interrupted = () => new ProviderError("interrupted", "The provider's stream ended before the answer was whole");
