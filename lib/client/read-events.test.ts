import { describe, expect, it } from "vitest";
import { readEvents } from "./read-events";

const TEXT = 'data: {"a":"ä"}\n\n: a comment\n\ndata: one\ndata: two\r\n\r\ndata: [DONE]\n\ndata: cut off';

async function eventsOf(bytes: Uint8Array, size: number): Promise<string[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let from = 0; from < bytes.length; from += size) controller.enqueue(bytes.slice(from, from + size));
      controller.close();
    },
  });
  const events: string[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

describe("readEvents", () => {
  it.each([1, 2, 3, 7, 1_000])("gives the same events when the bytes come %i at a time", async (size) => {
    const events = await eventsOf(new TextEncoder().encode(TEXT), size);
    expect(events).toEqual(['{"a":"ä"}', "one\ntwo", "[DONE]"]);
  });
});
