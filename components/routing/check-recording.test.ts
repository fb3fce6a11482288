import { describe, expect, it } from "vitest";
import { checkRecording, recordingName } from "./check-recording";

const FILE = { name: "october.jsonl.gz", size: 1_000 };

describe("a recording before it is sent", () => {
  it("passes with a name and something in it", () => {
    expect(checkRecording(FILE, "october")).toBeNull();
  });

  it("is refused when nothing is chosen, empty, too large or misnamed", () => {
    expect(checkRecording(null, "october")?.field).toBe("file");
    expect(checkRecording({ ...FILE, size: 0 }, "october")?.message).toBe("october.jsonl.gz is empty");
    expect(checkRecording({ ...FILE, size: 500_000_001 }, "october")?.field).toBe("file");
    for (const name of ["", "  ", "a/b", "x".repeat(81)]) expect(checkRecording(FILE, name)?.field).toBe("set");
  });

  it("is named after its file, without endings and signs that no name may have", () => {
    expect(recordingName("october.jsonl.gz")).toBe("october");
    expect(recordingName("Größe (1).JSONL")).toBe("Gr-e -1-");
    expect(checkRecording(FILE, recordingName("a/b?.ndjson"))).toBeNull();
  });
});
