import { describe, expect, it } from "vitest";
import type { TaskState } from "@/lib/registry";
import { Council } from "@/lib/registry/schemas";
import { councilAtWork } from "./council-at-work";

const task = (kind: TaskState["task"]["kind"], slug = "a_task"): TaskState["task"] => ({
  slug,
  name: slug,
  description: "",
  kind,
  category: "general",
});
const council = (changes: object = {}) => Council.parse({ members: ["a/one", "b/two", "c/three"], ...changes });

describe("councilAtWork", () => {
  it("asks the members that can serve, the best first, and wants more than half of all", () => {
    const atWork = councilAtWork(council(), task("generation"), ["c/three", "d/stranger", "a/one"]);
    expect(atWork).toMatchObject({ members: ["c/three", "a/one"], quorum: 2, synthesizer: "c/three" });
  });

  it("says who is missing when the quorum cannot be reached", () => {
    expect(() => councilAtWork(council(), task("generation"), ["b/two"])).toThrow(/a\/one, c\/three cannot serve/);
    expect(councilAtWork(council({ quorum: 1 }), task("generation"), ["b/two"]).members).toEqual(["b/two"]);
  });

  it("lets the named model write the synthesis while it can serve", () => {
    const named = council({ method: "synthesis", synthesizer: "d/writer" });
    const eligible = ["a/one", "b/two", "c/three"];
    expect(councilAtWork(named, task("generation"), [...eligible, "d/writer"]).synthesizer).toBe("d/writer");
    expect(councilAtWork(named, task("generation"), eligible).synthesizer).toBe("a/one");
  });

  it("refuses to judge or combine what only a reference can judge", () => {
    const eligible = ["a/one", "b/two", "c/three"];
    for (const method of ["best_of", "synthesis"]) {
      expect(() => councilAtWork(council({ method }), task("classification"), eligible)).toThrow(/use `vote`/);
    }
  });
});
