import { describe, expect, it } from "vitest";
import { prepareUndo } from "./prepare-undo";

const policies = [
  { id: "new", activeFor: [] },
  { id: "old", activeFor: ["math", "code"] },
];

describe("undo of a policy's activation", () => {
  it("gives a task back to the policy that decided before, and leaves its other tasks alone", () => {
    expect(prepareUndo({ policies, isComplete: true, id: "new", tasks: ["math", "chat"] })).toEqual([
      { id: "new", action: "deactivate" },
      { id: "old", action: "activate", tasks: ["math"] },
    ]);
  });

  it("keeps the tasks that the policy decided for already", () => {
    expect(prepareUndo({ policies, isComplete: true, id: "old", tasks: ["math", "code", "chat"] })).toEqual([
      { id: "old", action: "deactivate" },
      { id: "old", action: "activate", tasks: ["math", "code"] },
    ]);
  });

  it("puts a deactivated policy back for the tasks it had", () => {
    expect(prepareUndo({ policies, isComplete: false, id: "old", tasks: [] })).toEqual([
      { id: "old", action: "activate", tasks: ["math", "code"] },
    ]);
  });

  it("is not offered when who decided before is unknown", () => {
    expect(prepareUndo({ policies, isComplete: false, id: "new", tasks: ["chat"] })).toBeNull();
    expect(prepareUndo({ policies, isComplete: false, id: "new", tasks: ["code"] })).not.toBeNull();
  });
});
