"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { labelClasses } from "./label-classes";
import { activeItem, NAVIGATION } from "./navigation";
import { useKeptRange } from "./use-kept-range";

/** The pages, by section. `onNavigate` lets a drawer close itself. */
export function NavigationLinks({ onNavigate }: { onNavigate?: () => void }) {
  const active = activeItem(usePathname());
  const keepRange = useKeptRange();
  return (
    <nav aria-label="Pages" className="grid gap-4">
      {NAVIGATION.map((section, index) => (
        <div key={section.label ?? index} className="grid gap-0.5">
          {section.label && (
            <p className="px-2 pb-1 text-xs font-medium text-muted-foreground lg:in-data-[sidebar=collapsed]:hidden">
              {section.label}
            </p>
          )}
          {section.items.map((item) => (
            <Link
              key={item.href}
              href={keepRange(item.href)}
              onClick={onNavigate}
              aria-current={item === active ? "page" : undefined}
              title={item.label}
              className={cn(
                "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm text-muted-foreground transition-colors hover:bg-border/60 hover:text-foreground pointer-coarse:h-11",
                item === active && "bg-border/70 font-medium text-foreground",
              )}
            >
              <item.icon aria-hidden className={cn("size-4 shrink-0", item === active && "text-accent-text")} />
              <span className={labelClasses}>{item.label}</span>
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}
