import { describe, expect, it } from "vitest";
import { isDatabaseDown } from "./database-errors";
import { openPostgres } from "./open-postgres";
import { createPrismaClient } from "./prisma-client";
import { createTestDatabase, isTestServerUp } from "./test-postgres";

describe("a PostgreSQL address", () => {
  it("that nobody listens at is reported without its password", async () => {
    const opening = openPostgres({ databaseUrl: "postgres://me:secret@127.0.0.1:1/gym", patienceMs: 0 });
    await expect(opening).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(
        /^The database at 127\.0\.0\.1:1\/gym cannot be used: .+Check DATABASE_URL$/,
      ) as string,
    });
    await expect(opening).rejects.not.toThrow("secret");
  });

  it("that is none is reported as such", async () => {
    await expect(openPostgres({ databaseUrl: "not a url", patienceMs: 0 })).rejects.toThrow("it is not a URL");
  });
});

describe.skipIf(process.env.REQUIRE_SERVICES !== "1" && !(await isTestServerUp()))("PostgreSQL", () => {
  it("is used again after it has dropped every connection", async () => {
    const { pool, drop } = await createTestDatabase();
    const db = createPrismaClient(pool);
    await Promise.all(Array.from({ length: 5 }, () => db.$queryRaw`SELECT pg_sleep(0.01)::text`));
    const cutOff = db.$queryRaw`
      SELECT pg_terminate_backend(pid), pg_terminate_backend(pg_backend_pid()) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`.catch((error: unknown) => error);
    expect(isDatabaseDown(await cutOff)).toBe(true);
    await expect.poll(() => db.organization.count()).toBe(0);
    await drop();
  });

  it("reports a database that does not exist", async () => {
    const { databaseUrl, drop } = await createTestDatabase();
    const wrong = databaseUrl.replace(/gym_test_\w+/, "no_such_database");
    await expect(openPostgres({ databaseUrl: wrong, patienceMs: 0 })).rejects.toThrow(
      /"no_such_database" does not exist/,
    );
    await drop();
  });
});
