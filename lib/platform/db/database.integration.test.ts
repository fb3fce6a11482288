import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "@/lib/platform/ids";
import { isUniqueViolation } from "./database-errors";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "./test-database";

describeEachDatabase("the database", (open) => {
  let database: TestDatabase;
  beforeAll(async () => {
    const t = performance.now();
    database = await open();
    console.log(database.kind, performance.now() - t);
  });
  afterAll(() => database.close());

  it("reports a taken unique value as P2002", async () => {
    const { db } = database;
    const id = newId();
    await db.organization.create({ data: { id, slug: "taken", name: "First" } });
    const error: unknown = await db.organization.create({ data: { id: newId(), slug: "taken", name: "Second" } }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: "P2002" });
    expect(isUniqueViolation(error)).toBe(true);
    await insertTestOrganization(db);
  });
});
