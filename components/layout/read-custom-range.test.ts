import { describe, expect, it } from "vitest";
import { boundsOfCustomRange } from "@/lib/client/time-range";
import { localTimeText } from "./local-time-text";
import { readCustomRange } from "./read-custom-range";

describe("a time range of one's own", () => {
  it("means the same moments that the fields show", () => {
    const from = new Date("2026-03-01T08:30:00Z");
    const to = new Date("2026-03-31T22:15:00Z");
    const range = readCustomRange(localTimeText(from), localTimeText(to));
    expect(typeof range === "string" && boundsOfCustomRange(range)).toEqual({ from, to });
  });

  it("says what is missing or the wrong way round", () => {
    expect(readCustomRange("", "2026-03-01T00:00")).toMatchObject({ field: "from" });
    expect(readCustomRange("2026-03-01T00:00", "")).toMatchObject({ field: "to" });
    expect(readCustomRange("2026-03-01T00:00", "2026-03-01T00:00")).toMatchObject({
      field: "to",
      message: "The end is after the beginning",
    });
  });
});
