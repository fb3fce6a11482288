import type { ReactNode } from "react";
import type { Me } from "@/lib/auth/schemas";
import { Sidebar } from "./sidebar";
import { TopBar } from "./top-bar";

/** Frame of every page behind the sign-in: pages at the left, tools at the top, the page itself. */
export function AppShell({ me, children }: { me: Me; children: ReactNode }) {
  return (
    <div className="lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)] lg:in-data-[sidebar=collapsed]:grid-cols-[3.25rem_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm font-medium text-accent-foreground focus:translate-y-0"
      >
        Skip to content
      </a>
      <Sidebar me={me} />
      <div className="min-w-0">
        <TopBar me={me} />
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[88rem] px-4 py-5 outline-none sm:px-6 print:p-0">
          {children}
        </main>
      </div>
    </div>
  );
}
