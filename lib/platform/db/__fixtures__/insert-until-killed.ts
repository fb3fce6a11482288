import { openDatabase } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

/** Opens the data folder of its argument and prints the id of every organization that the database has accepted. */
const { db } = await openDatabase({ databaseUrl: null, dataDir: process.argv[2]! });
for (;;) {
  const id = newId();
  await db.organization.create({ data: { id, slug: id, name: "x".repeat(2_000) } });
  process.stdout.write(`${id}\n`);
}
