"use client";

import { Menu, Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useShortcuts } from "@/components/ui/use-shortcuts";
import type { Me } from "@/lib/auth/schemas";
import { AlertBell } from "./alert-bell";
import { appearance } from "./appearance";
import { Brand } from "./brand";
import { NAVIGATION_ITEMS } from "./navigation";
import { SidebarToggle } from "./sidebar-toggle";
import { TimeRangePicker } from "./time-range-picker";
import { useKeptRange } from "./use-kept-range";

/** Fetched on first use: most visits open none of them. */
const loadPalette = () => import("./command-palette").then((module) => module.CommandPalette);
const CommandPalette = dynamic(loadPalette, { ssr: false });
const ShortcutsDialog = dynamic(() => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog), {
  ssr: false,
});
const MobileNavigation = dynamic(() => import("./mobile-navigation").then((module) => module.MobileNavigation), {
  ssr: false,
});

export function TopBar({ me }: { me: Me }) {
  const router = useRouter();
  const keepRange = useKeptRange();
  const [opened, setOpened] = useState<"palette" | "shortcuts" | "navigation" | null>(null);
  const close = () => setOpened(null);

  useShortcuts({
    "mod+k": () => setOpened((current) => (current === "palette" ? null : "palette")),
    "?": () => setOpened("shortcuts"),
    "[": appearance.toggleSidebar,
    ...Object.fromEntries(NAVIGATION_ITEMS.map(({ key, href }) => [`g ${key}`, () => router.push(keepRange(href))])),
  });

  return (
    <header
      data-print="hide"
      className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-background/90 px-3 backdrop-blur-sm sm:px-4 pointer-coarse:h-14"
    >
      <Button
        variant="ghost"
        size="icon"
        aria-label="Open navigation"
        aria-haspopup="dialog"
        onClick={() => setOpened("navigation")}
        className="lg:hidden"
      >
        <Menu aria-hidden />
      </Button>
      <span className="min-w-0 max-sm:[&_span]:sr-only lg:hidden">
        <Brand />
      </span>
      <SidebarToggle />
      <div className="ml-auto flex items-center gap-2">
        <Button
          aria-label="Search pages and actions"
          aria-keyshortcuts="Meta+K Control+K"
          onPointerEnter={() => void loadPalette()}
          onFocus={() => void loadPalette()}
          onClick={() => setOpened("palette")}
          className="font-normal text-muted-foreground max-sm:border-transparent max-sm:bg-transparent max-sm:px-2 max-sm:shadow-none sm:w-44 sm:justify-start"
        >
          <Search aria-hidden className="size-3.5" />
          <span className="max-sm:sr-only">Search</span>
          <Kbd className="ml-auto max-sm:hidden">⌘K</Kbd>
        </Button>
        <TimeRangePicker />
        <AlertBell />
      </div>
      {opened === "palette" && (
        <CommandPalette scopes={me.scopes} onClose={close} onShowShortcuts={() => setOpened("shortcuts")} />
      )}
      {opened === "shortcuts" && <ShortcutsDialog onClose={close} />}
      {opened === "navigation" && <MobileNavigation me={me} onClose={close} />}
    </header>
  );
}
