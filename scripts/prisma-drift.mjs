// Compares prisma/schema with what the migrations build, offline, on the embedded database in memory.
//   node scripts/prisma-drift.mjs                 fails and prints the missing SQL when they differ
//   node scripts/prisma-drift.mjs --write <name>  writes that SQL as the next migration, to be read and completed by hand
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as engineModule from "@prisma/schema-engine-wasm/schema_engine_bg";
import { register } from "tsx/esm/api";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

/** What migrations hold on purpose and the Prisma schema cannot say, or would say at the cost of unwanted relations. */
const INTENDED = [
  /^ALTER TABLE "\w+" DROP CONSTRAINT "\w+_(organization|user)_id_fkey";$/,
  /^ALTER TABLE "(experiment_\w+|optimization_trials|benchmark_results)" DROP CONSTRAINT "\w+_fkey";$/,
  /^DROP INDEX "(model_versions_one_active|alerts_one_firing)_key";$/,
  /^DROP TABLE "executions_(default|\d{4}_\d{2})";$/,
];

/** Node 20 does not import .wasm files, so the engine is linked by hand. */
function linkEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const wasm = new WebAssembly.Module(readFileSync(path.join(folder, "schema_engine_bg.wasm")));
  const instance = new WebAssembly.Instance(wasm, { "./schema_engine_bg.js": engineModule });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function schemaFiles() {
  const folder = "prisma/schema";
  return readdirSync(folder).map((name) => {
    const file = path.join(folder, name);
    return { path: file, content: readFileSync(file, "utf8") };
  });
}

const CATALOGUE_CHAR = 18;
const BPCHAR = 1042;

/**
 * The engine selects catalogue columns of the type "char", which the adapter refuses; there it passes for char(1).
 * Nor does the engine know that PostgreSQL 18 lists NOT NULL as constraints.
 */
function catalogueAdapter(pool) {
  const charColumns = new WeakMap();
  const queryPool = pool.query.bind(pool);
  pool.query = async (query) => {
    const text = query.text.replace("NOT IN ('p', 'u', 'f')", "NOT IN ('p', 'u', 'f', 'n')");
    const result = await queryPool({ ...query, text });
    const isChar = result.fields.map((field) => field.dataTypeID === CATALOGUE_CHAR);
    for (const field of result.fields) if (field.dataTypeID === CATALOGUE_CHAR) field.dataTypeID = BPCHAR;
    charColumns.set(result.rows, isChar);
    return result;
  };
  const factory = new PrismaPg(pool);
  const connect = async () => {
    const adapter = await factory.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const isChar = charColumns.get(result.rows);
      const columnTypes = result.columnTypes.map((type, index) => (isChar[index] ? ColumnTypeEnum.Character : type));
      return { ...result, columnTypes };
    };
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect,
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}

/** Statements that lead from the migrated database to the schema, without the intended differences. */
async function missingStatements(pool) {
  linkEngine();
  const files = schemaFiles();
  const datamodels = files.map((file) => [file.path, file.content]);
  const adapter = bindSqlAdapterFactory(catalogueAdapter(pool));
  const engine = await engineModule.SchemaEngine.new({ datamodels }, () => {}, adapter);
  const { stdout } = await engine.diff({
    from: { tag: "schemaDatasource", files, configDir: root },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return (stdout ?? "")
    .split("\n")
    .filter((line) => !line.startsWith("--"))
    .join("\n")
    .split(/(?<=;)\s*\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement && !INTENDED.some((pattern) => pattern.test(statement)));
}

function writeMigration(name, statements) {
  const last =
    readdirSync("prisma/migrations")
      .filter((entry) => /^\d{4}_/.test(entry))
      .sort()
      .at(-1) ?? "0000";
  const number = String(Number(last.slice(0, 4)) + 1).padStart(4, "0");
  const folder = path.join("prisma/migrations", `${number}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "migration.sql"), `${statements.join("\n\n")}\n`);
  console.log(`Wrote ${folder}/migration.sql: read it, complete it, then run this check again.`);
}

register();
const { openEmbeddedDatabase } = await import("../lib/platform/db/embedded-database.ts");
const { migratedSnapshot } = await import("../lib/platform/db/test-snapshot.ts");
const database = await openEmbeddedDatabase({ folder: null, snapshot: await migratedSnapshot() });
try {
  const statements = await missingStatements(database.pool);
  const name = process.argv[process.argv.indexOf("--write") + 1];
  if (statements.length === 0) console.log("The migrations build exactly the Prisma schema.");
  else if (process.argv.includes("--write")) {
    if (!/^[a-z][a-z0-9_]*$/.test(name ?? "")) throw new Error("Give the migration a name such as add_budgets");
    writeMigration(name, statements);
  } else {
    console.error(`The migrations do not build the Prisma schema. Missing:\n\n${statements.join("\n\n")}`);
    process.exitCode = 1;
  }
} finally {
  await database.close();
}
