/** One server-sent event. `data` is sent as JSON on one line. */
export type ServerEvent = { event: string; data: unknown; id?: string };

export type EventStreamOptions = {
  /** Makes the events; the signal fires when the client left, and the generator is then closed. */
  events: (signal: AbortSignal) => AsyncIterable<ServerEvent>;
  /** Fires when the client went away. */
  signal?: AbortSignal;
  /** How often a comment is sent while nothing happens, so that proxies keep the connection, milliseconds. (Default: 15,000) */
  heartbeatMs?: number;
  /** Called with what the events threw. The client sees one `error` event. */
  onError?: (error: unknown) => void;
};

/**
 * Answers with server-sent events. Events are pulled as fast as the client reads, no faster. The stream ends when the
 * events end, fail, or the client leaves.
 */
export function eventStream(options: EventStreamOptions): Response {
  const leaving = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, leaving.signal]) : leaving.signal;
  const chunks = encodeEvents(options, signal);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        leaving.abort();
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

async function* encodeEvents(options: EventStreamOptions, signal: AbortSignal): AsyncGenerator<Uint8Array, undefined> {
  const encoder = new TextEncoder();
  const events = options.events(signal)[Symbol.asyncIterator]();
  try {
    yield encoder.encode(": connected\n\n");
    let next = pending(events);
    while (!signal.aborted) {
      const result = await firstOf(next, options.heartbeatMs ?? 15_000, signal);
      if (result === "left") return;
      if (result === "quiet") {
        yield encoder.encode(": still here\n\n");
        continue;
      }
      if (result.done) return;
      yield encoder.encode(formatEvent(result.value));
      next = pending(events);
    }
  } catch (error) {
    options.onError?.(error);
    yield encoder.encode(formatEvent({ event: "error", data: { message: "The event stream broke; connect again" } }));
  } finally {
    // A generator that is still waiting answers `return` only after its wait, so nobody waits for it here.
    void Promise.resolve(events.return?.()).catch(() => undefined);
  }
}

/** Asks for the next event. Its failure is seen by whoever waits for it; when the client left, nobody does. */
function pending(events: AsyncIterator<ServerEvent>): Promise<IteratorResult<ServerEvent>> {
  const next = events.next();
  next.catch(() => undefined);
  return next;
}

/** The next event, or `quiet` after `waitMs`, or `left` when the client is gone. */
function firstOf<T>(next: Promise<T>, waitMs: number, signal: AbortSignal): Promise<T | "quiet" | "left"> {
  return new Promise((resolve, reject) => {
    const settle = (give: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onLeave);
      give();
    };
    const onLeave = () => settle(() => resolve("left"));
    const timer = setTimeout(() => settle(() => resolve("quiet")), waitMs);
    signal.addEventListener("abort", onLeave);
    next.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}

/** The text of one event as the standard wants it; line breaks in names would end the field, so they go. */
export function formatEvent({ event, data, id }: ServerEvent): string {
  const oneLine = (text: string) => text.replace(/[\r\n]+/g, " ");
  return `${id === undefined ? "" : `id: ${oneLine(id)}\n`}event: ${oneLine(event)}\ndata: ${JSON.stringify(data ?? null)}\n\n`;
}
