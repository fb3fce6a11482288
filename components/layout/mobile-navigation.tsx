"use client";

import { Sheet, SheetContent } from "@/components/ui/sheet";
import type { Me } from "@/lib/auth/schemas";
import { AccountPanel } from "./account-panel";
import { NavigationLinks } from "./navigation-links";
import { SystemStatus } from "./system-status";

export function MobileNavigation({ me, onClose }: { me: Me; onClose: () => void }) {
  return (
    <Sheet open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <SheetContent side="left" title="AI Gym">
        <div className="flex min-h-full flex-col gap-4">
          <NavigationLinks onNavigate={onClose} />
          <div className="mt-auto grid gap-3 border-t pt-3">
            <SystemStatus />
            <AccountPanel me={me} />
          </div>
        </div>
      </SheetContent>
    </Sheet>
  );
}
