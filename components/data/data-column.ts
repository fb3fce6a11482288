import type { ReactNode } from "react";

export type DataColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers go to the right. */
  align?: "right";
  isSortable?: boolean;
  /** Opens the row, by keyboard too. Exactly one column has it when `onOpen` is given. */
  isPrimary?: boolean;
  /** Leaves the column out of the card on phones. */
  phone?: "hide";
  className?: string;
};

export type DataSort = { by: string; direction: "asc" | "desc" };
