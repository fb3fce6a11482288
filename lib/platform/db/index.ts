export { Prisma } from "@/generated/prisma/client";
export type { Database, DatabaseTransaction } from "./prisma-client";
export { lockDataFolder } from "./data-lock";
export { openDatabase, type DatabaseHandle } from "./open-database";
export { isUniqueViolation } from "./database-errors";
export { ensureExecutionPartitions } from "./ensure-execution-partitions";
export { collectDatabaseMeters } from "./meters";
export { maintainDatabase } from "./maintain-database";
export { processStart } from "./process-identity";
