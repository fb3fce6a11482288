import { describe, expect, it } from "vitest";
import { parseRecord, recordJson } from "./record-json";
import { executionRecord, pendingOf } from "./test-executions";

const ORGANIZATION = "018f0000-0000-7000-8000-000000000000";

describe("recordJson", () => {
  it("is read back as the very same record, nulls included", () => {
    const record = executionRecord(ORGANIZATION, { inputPreview: 'a "quote",\nü 🎫', tags: { agent: "x" } });
    expect(parseRecord(recordJson({ ...record }))).toEqual(record);
    expect(parseRecord(recordJson({ ...pendingOf(record) }))).toEqual(pendingOf(record));
  });
});
