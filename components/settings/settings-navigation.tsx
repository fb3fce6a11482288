"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";

const PAGES = [
  { href: "/settings/providers", label: "Providers", forAdmins: false },
  { href: "/settings/keys", label: "API keys", forAdmins: true },
  { href: "/settings/members", label: "Members", forAdmins: false },
  { href: "/settings/account", label: "Account", forAdmins: false },
  { href: "/settings/audit", label: "Audit log", forAdmins: true },
  { href: "/settings/demo", label: "Demo", forAdmins: false },
] as const;

/** The pages of the settings that this person may use; three beside each other on phones. */
export function SettingsNavigation({ isAdmin }: { isAdmin: boolean }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Settings"
      data-print="hide"
      className="mb-5 border-b max-sm:grid max-sm:grid-cols-3 max-sm:gap-x-2 sm:flex sm:gap-5"
    >
      {PAGES.filter(({ forAdmins }) => isAdmin || !forAdmins).map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={cn(
            "-mb-px inline-flex h-9 items-center border-b-2 border-transparent text-sm text-muted-foreground transition-colors hover:text-foreground max-sm:justify-center pointer-coarse:h-11",
            pathname === href && "border-accent font-medium text-foreground",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
