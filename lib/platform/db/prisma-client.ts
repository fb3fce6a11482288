import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { PrismaClient, type Prisma } from "@/generated/prisma/client";

/** The product's one way to its data: PostgreSQL or the embedded database, with the same types and the same SQL. */
export type Database = PrismaClient;

/** Inside `db.$transaction`: use only this one there, the outer client would wait for the transaction itself. */
export type DatabaseTransaction = Prisma.TransactionClient;

/** Transactions wait behind a slow aggregate of the embedded database, hence not Prisma's 2 and 5 seconds. */
const TRANSACTION = { maxWait: 10_000, timeout: 20_000 };

export function createPrismaClient(pool: pg.Pool): Database {
  return new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: TRANSACTION });
}
