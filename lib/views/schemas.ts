import { z } from "zod";
import { VIEW_PAGES, type ViewPage } from "./words";

export type { ViewPage } from "./words";

const page = z.enum(VIEW_PAGES, { error: `is one of ${VIEW_PAGES.join(", ")}` });

const name = z
  .string()
  .trim()
  .min(1, "is missing")
  .max(80, "is at most 80 characters long")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "is one line of plain text");

/** Names and values of an address, encoded: nothing that could lead to another page. */
const search = z
  .string()
  .max(2_000, "is at most 2,000 characters long")
  .regex(/^[\w\-.~%+=&:,*!'()@/]*$/, "is the part of an address after `?`, such as task=general_chat&range=7d");

export const CreateViewInput = z.strictObject({
  page,
  name,
  search,
  /** Whether everybody in the organization sees it. */
  isShared: z.boolean().default(false),
});
export type CreateViewInput = z.infer<typeof CreateViewInput>;

export const UpdateViewInput = z.strictObject({ name, search, isShared: z.boolean() }).partial();
export type UpdateViewInput = z.infer<typeof UpdateViewInput>;

export const ListViewsQuery = z.object({ page: page.optional() });
export type ListViewsQuery = z.infer<typeof ListViewsQuery>;

/** Filters of a page under a name. */
export type SavedView = {
  id: string;
  page: ViewPage;
  name: string;
  /** As in the page's address, without `?`. */
  search: string;
  isShared: boolean;
  ownerName: string;
  /** Whether the one who asks made it. */
  isOwn: boolean;
  createdAt: string;
  updatedAt: string;
};
