import { expect, it } from "vitest";
import { CreateViewInput } from "@/lib/views/schemas";
import { viewSearchOf } from "./view-search";

it("keeps the filters of an address, in one order, without what is open beside them", () => {
  const search = viewSearchOf(new URLSearchParams("task=a&execution=7&model=x&model=y&by=task"));
  expect(search).toBe("by=task&model=x&model=y&task=a");
  expect(viewSearchOf(new URLSearchParams("model=x&by=task&model=y&task=a"))).toBe(search);
});

it("gives the API nothing that it refuses, whatever the filters hold", () => {
  const search = viewSearchOf(
    new URLSearchParams({ user: "ä <b>\n#?'()*", range: "2026-03-01T00:00Z..2026-03-02T00:00Z" }),
  );
  expect(CreateViewInput.safeParse({ page: "executions", name: "odd", search }).success).toBe(true);
});
