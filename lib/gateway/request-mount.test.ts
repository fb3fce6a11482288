import { describe, expect, it, vi } from "vitest";
import { streamOf } from "./request-mount";

describe("streamOf", () => {
  it("ends the events of a client that leaves before anyone reads", async () => {
    for (const isEarly of [true, false]) {
      let isEnded = false;
      async function* events(): AsyncGenerator<string> {
        try {
          for (;;) {
            yield "data: x\n\n";
            await Promise.resolve();
          }
        } finally {
          isEnded = true;
        }
      }
      const leaving = new AbortController();
      if (isEarly) leaving.abort();
      streamOf(events(), leaving);
      leaving.abort();
      await vi.waitFor(() => expect(isEnded).toBe(true));
    }
  });
});
