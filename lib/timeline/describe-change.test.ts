import { describe, expect, it } from "vitest";
import type { AuditEntry } from "@/lib/platform/audit-schemas";
import { describeChange, timelineActions } from "./describe-change";

const entry = (changes: Partial<AuditEntry>): AuditEntry => ({
  id: "019a0000-0000-7000-8000-000000000000",
  actor: { type: "user", id: "1", name: "Ada" },
  action: "configuration.put",
  subjectType: "configuration",
  subjectId: "general_chat",
  before: { version: 1 },
  after: { version: 2 },
  reason: null,
  requestId: "r",
  createdAt: "2026-03-01T00:00:00.000Z",
  ...changes,
});

describe("an entry of the timeline", () => {
  it("says what was changed, by whom, and where to look", () => {
    expect(describeChange(entry({}))).toMatchObject({
      kind: "configuration",
      title: "Configuration of general_chat: version 2",
      task: "general_chat",
      href: "/tasks/general_chat",
      actorName: "Ada",
    });
  });

  it("tells what an optimization wrote only once", () => {
    const id = "019a0000-0000-7000-8000-0000000000aa";
    expect(describeChange(entry({ reason: `Optimization ${id}: cheaper` }))).toBeNull();
    expect(
      describeChange(entry({ action: "configuration.rollback", reason: `Undone: optimization ${id}` })),
    ).toBeNull();
    expect(
      describeChange(
        entry({ action: "optimization.apply", subjectId: id, after: { task: "t", version: 3, canaryShare: 0.1 } }),
      ),
    ).toMatchObject({
      title: "Optimization of t was put in force for 10 % of the requests",
      href: `/optimization/${id}`,
    });
  });

  it("is worth nothing for a new name, and something for a price", () => {
    const update = { action: "model.update", subjectId: "a/b", before: { name: "x" }, after: { name: "y" } };
    expect(describeChange(entry(update))).toBeNull();
    expect(describeChange(entry({ ...update, after: { priceOverride: { input: 1 } } }))).toMatchObject({
      kind: "price",
    });
    expect(timelineActions("price")).toEqual(["model.update", "model.price"]);
  });

  it("stands whatever an old or foreign row holds", () => {
    for (const action of timelineActions())
      for (const after of [null, 7, "text", [], { task: 3, models: "x", design: null }])
        expect(() => describeChange(entry({ action, before: after, after }))).not.toThrow();
  });
});
