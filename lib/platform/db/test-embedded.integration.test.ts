import { expect, test } from "vitest";
import { takeEmbeddedDatabase } from "./test-embedded";

const countOf = async (pool: Awaited<ReturnType<typeof takeEmbeddedDatabase>>["pool"]) =>
  Number((await pool.query<{ n: string }>("SELECT count(*) AS n FROM organizations")).rows[0]!.n);

const INSERT = "INSERT INTO organizations (id, slug, name) VALUES (gen_random_uuid(), 'first', 'First')";

test("what a test leaves behind, an open transaction too, is gone for the next one", async () => {
  const first = await takeEmbeddedDatabase();
  await first.pool.query(INSERT);
  await first.pool.query("SET statement_timeout = 1234; BEGIN");
  await first.giveBack();
  await expect(first.pool.query(INSERT)).rejects.toThrow("after calling end");

  const second = await takeEmbeddedDatabase();
  expect(await countOf(second.pool)).toBe(0);
  expect((await second.pool.query("SHOW statement_timeout")).rows).toEqual([{ statement_timeout: "0" }]);
  await second.pool.query(INSERT);
  await second.giveBack();
});

test("two at once are two databases", async () => {
  const [first, second] = await Promise.all([takeEmbeddedDatabase(), takeEmbeddedDatabase()]);
  await first.pool.query(INSERT);
  expect(await countOf(second.pool)).toBe(0);
  await Promise.all([first.giveBack(), second.giveBack()]);
});

test.each([
  "CREATE TABLE left_behind ()",
  "CREATE INDEX left_behind ON organizations (name)",
  "ALTER TABLE organizations ADD COLUMN left_behind int",
  "ALTER TABLE organizations DISABLE TRIGGER ALL",
])("a database whose shape has changed is not used again: %s", async (change) => {
  const first = await takeEmbeddedDatabase();
  await first.pool.query(change);
  await first.giveBack();
  expect(first.isAlive()).toBe(false);
});
