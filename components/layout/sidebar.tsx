import type { Me } from "@/lib/auth/schemas";
import { AccountMenu } from "./account-menu";
import { Brand } from "./brand";
import { NavigationLinks } from "./navigation-links";
import { SystemStatus } from "./system-status";

export function Sidebar({ me }: { me: Me }) {
  return (
    <aside
      id="sidebar"
      data-print="hide"
      className="sticky top-0 hidden h-dvh min-w-0 flex-col border-r bg-sidebar lg:flex"
    >
      <div className="flex h-12 shrink-0 items-center px-2">
        <Brand />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 py-2">
        <NavigationLinks />
      </div>
      <div className="grid gap-1 border-t p-2">
        <SystemStatus />
        <AccountMenu me={me} />
      </div>
    </aside>
  );
}
