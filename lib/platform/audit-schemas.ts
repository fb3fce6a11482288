import { z } from "zod";
import { PageQuery } from "./pagination";

export type AuditEntry = {
  id: string;
  actor: { type: string; id: string; name: string };
  action: string;
  subjectType: string;
  subjectId: string;
  before: unknown;
  after: unknown;
  reason: string | null;
  requestId: string;
  createdAt: string;
};

export const ListAuditQuery = PageQuery.extend({
  subjectType: z.string().max(100).optional(),
  subjectId: z.string().max(300).optional(),
  action: z.string().max(100).optional(),
  actorId: z.string().max(300).optional(),
});
export type ListAuditQuery = z.infer<typeof ListAuditQuery>;
