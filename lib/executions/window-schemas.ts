import { z } from "zod";
import { PERIODS } from "./words";

/** Years are four digits, so that no calculation leaves the range of a database's clock. */
const moment = z.iso.datetime({ offset: true, error: "must be a time such as 2026-03-01T00:00:00Z" }).max(40);

/** A window of time: either a period that ends now or explicit bounds, `to` excluded. Bounds win over a period. */
export const windowFields = {
  period: z.enum(PERIODS).optional(),
  from: moment.optional(),
  to: moment.optional(),
};
