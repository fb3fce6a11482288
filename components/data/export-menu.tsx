"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { ExportButton } from "./export-button";

/** The menu's library is 20 kB, and few visits export: fetched on the first press. */
const loadList = () => import("./export-menu-list").then((module) => module.ExportMenuList);
const ExportMenuList = dynamic(loadList, { ssr: false, loading: () => <ExportButton isPending /> });

export type ExportMenuProps = {
  /** A list of the API, such as `/executions`. */
  path: string;
  /** The list's own filters, so that the file holds exactly the rows on the screen and those after them. */
  filters: Record<string, unknown>;
};

export function ExportMenu(props: ExportMenuProps) {
  const [isWanted, setIsWanted] = useState(false);
  if (isWanted) return <ExportMenuList {...props} />;
  return (
    <ExportButton
      onPointerEnter={() => void loadList()}
      onFocus={() => void loadList()}
      onClick={() => setIsWanted(true)}
    />
  );
}
