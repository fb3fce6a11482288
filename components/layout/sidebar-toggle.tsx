"use client";

import { PanelLeft } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { appearance } from "./appearance";

export function SidebarToggle() {
  const isCollapsed = useSyncExternalStore(appearance.subscribe, appearance.isSidebarCollapsed, () => false);
  const label = isCollapsed ? "Expand sidebar" : "Collapse sidebar";
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      aria-expanded={!isCollapsed}
      aria-controls="sidebar"
      title={`${label} ( [ )`}
      onClick={appearance.toggleSidebar}
      className="max-lg:hidden"
    >
      <PanelLeft aria-hidden className="text-muted-foreground" />
    </Button>
  );
}
