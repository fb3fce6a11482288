import { describe, expect, it } from "vitest";
import { actorText, subjectName } from "./audit-words";

describe("the words of the audit log", () => {
  it("name a thing by its new name, or by the one it had when it was deleted", () => {
    expect(subjectName({ before: { name: "old" }, after: { name: "new" } })).toBe("new");
    expect(subjectName({ before: { slug: "gone" }, after: null })).toBe("gone");
    expect(subjectName({ before: null, after: ["no fields"] })).toBeNull();
  });

  it("tell people, programs and the product itself apart", () => {
    expect(actorText({ type: "user", id: "1", name: "Ada" })).toBe("Ada");
    expect(actorText({ type: "key", id: "1", name: "CI" })).toBe("CI (API key)");
    expect(actorText({ type: "system", id: "1", name: "job:training_run" })).toBe("training run (automatic)");
  });
});
