"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { useKeptRange } from "./use-kept-range";

export type SectionPage = { href: string; label: string };

/** The pages of one section as tabs; up to three beside each other on phones. Each is a page with an address of its own. */
export function SectionNavigation({ label, pages }: { label: string; pages: readonly SectionPage[] }) {
  const pathname = usePathname();
  const keepRange = useKeptRange();
  return (
    <nav
      aria-label={label}
      data-print="hide"
      className="mb-5 border-b max-sm:grid max-sm:grid-cols-3 max-sm:gap-x-2 sm:flex sm:gap-5"
    >
      {pages.map(({ href, label: text }) => (
        <Link
          key={href}
          href={keepRange(href)}
          aria-current={pathname === href ? "page" : undefined}
          className={cn(
            "-mb-px inline-flex h-9 items-center border-b-2 border-transparent text-sm text-muted-foreground transition-colors hover:text-foreground max-sm:justify-center pointer-coarse:h-11",
            pathname === href && "border-accent font-medium text-foreground",
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
