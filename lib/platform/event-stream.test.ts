import { describe, expect, it } from "vitest";
import { eventStream, formatEvent, type ServerEvent } from "./event-stream";

async function* from(events: ServerEvent[]) {
  yield* events;
}

describe("eventStream", () => {
  it("sends every event in order and then ends", async () => {
    const response = eventStream({
      events: () =>
        from([
          { event: "a", data: 1 },
          { event: "b", data: { x: "y\nz" } },
        ]),
    });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(await response.text()).toBe(': connected\n\nevent: a\ndata: 1\n\nevent: b\ndata: {"x":"y\\nz"}\n\n');
  });

  it("shows that it is alive while nothing happens", async () => {
    let finish = () => {};
    const quiet = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const response = eventStream({
      heartbeatMs: 1,
      async *events() {
        await quiet;
        yield { event: "late", data: null };
      },
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    await reader.read();
    expect((await reader.read()).value).toBe(": still here\n\n");
    finish();
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
    expect(text).toContain("event: late");
  });

  it("tells the events when the reader leaves, even while they wait", async () => {
    let begin = (_signal: AbortSignal) => {};
    const begun = new Promise<AbortSignal>((resolve) => {
      begin = resolve;
    });
    const response = eventStream({
      async *events(signal) {
        begin(signal);
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
    });
    const reader = response.body!.getReader();
    await reader.read();
    const waiting = reader.read();
    const signal = await begun;
    await reader.cancel();
    expect((await waiting).done).toBe(true);
    expect(signal.aborted).toBe(true);
  });

  it("ends when the request is aborted", async () => {
    const leaving = new AbortController();
    const response = eventStream({
      signal: leaving.signal,
      async *events() {
        yield { event: "first", data: 0 };
        leaving.abort();
        await new Promise(() => {});
      },
    });
    expect(await response.text()).toContain("event: first");
  });

  it("sends one error event without the inside when the events fail", async () => {
    const seen: unknown[] = [];
    const response = eventStream({
      onError: (error) => seen.push(error),
      async *events() {
        yield { event: "first", data: 1 };
        throw new Error("password is hunter22");
      },
    });
    const text = await response.text();
    expect(text).toContain("event: error");
    expect(text).not.toContain("hunter22");
    expect(seen).toHaveLength(1);
  });

  it("makes no event before somebody reads it", async () => {
    let made = 0;
    const response = eventStream({
      async *events() {
        for (;;) yield { event: "n", data: made++ };
      },
    });
    const reader = response.body!.getReader();
    for (let index = 0; index < 4; index++) await reader.read();
    expect(made).toBeLessThanOrEqual(5);
    await reader.cancel();
  });
});

describe("formatEvent", () => {
  it("cannot be used to smuggle in another event", () => {
    expect(formatEvent({ event: "a\n\nevent: b", data: "x\n\ny", id: "1\n2" }).split("\n\n")).toHaveLength(2);
  });
});
