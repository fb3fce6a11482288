import { Prisma } from "@/lib/platform/db";
import type { Condition, Filter } from "../search-schemas";

/**
 * Conditions on the column `metadata` of documents `d`, as SQL whose values are all parameters. A number is compared with
 * numbers only and a text with texts only; whatever is of another kind, or is not there, does not pass.
 */
export function filterSql(filter: Filter): Prisma.Sql {
  const parts = filter.flatMap(conditionSql);
  return parts.length === 0 ? Prisma.sql`TRUE` : Prisma.join(parts, " AND ");
}

function conditionSql({ field, equals, in: oneOf, gte, lte, exists }: Condition): Prisma.Sql[] {
  const value = Prisma.sql`d.metadata -> ${field}`;
  return [
    ...(equals === undefined ? [] : [Prisma.sql`${value} = ${JSON.stringify(equals)}::jsonb`]),
    ...(oneOf === undefined
      ? []
      : [Prisma.sql`${value} IN (SELECT jsonb_array_elements(${JSON.stringify(oneOf)}::jsonb))`]),
    ...(gte === undefined ? [] : [compared(field, gte, Prisma.sql`>=`)]),
    ...(lte === undefined ? [] : [compared(field, lte, Prisma.sql`<=`)]),
    ...(exists === undefined ? [] : [Prisma.sql`jsonb_exists(d.metadata, ${field}) = ${exists}`]),
  ];
}

function compared(field: string, bound: number | string, operator: Prisma.Sql): Prisma.Sql {
  // Only CASE promises that a text is never read as a number.
  return typeof bound === "number"
    ? Prisma.sql`CASE WHEN jsonb_typeof(d.metadata -> ${field}) = 'number'
        THEN (d.metadata ->> ${field})::numeric ${operator} ${bound}::numeric ELSE FALSE END`
    : Prisma.sql`CASE WHEN jsonb_typeof(d.metadata -> ${field}) = 'string'
        THEN (d.metadata ->> ${field}) COLLATE "C" ${operator} ${bound} ELSE FALSE END`;
}
