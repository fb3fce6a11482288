import { describe, expect, it } from "vitest";
import { isEmptyAnswer } from "./is-empty-answer";

describe("isEmptyAnswer", () => {
  it("knows lists, pages and pages of pages", () => {
    const page = (data: unknown[]) => ({ data, nextCursor: null });
    expect([[], page([]), { pages: [page([])], pageParams: [] }, null].map(isEmptyAnswer)).not.toContain(false);
    expect([[0], page([0]), { pages: [page([]), page([1])] }, { count: 0 }, 0, ""].map(isEmptyAnswer)).not.toContain(
      true,
    );
  });
});
