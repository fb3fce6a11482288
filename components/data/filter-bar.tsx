import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

export type FilterBarProps = {
  /** How many filters narrow the list; offers "Clear" when there are any. */
  activeCount: number;
  onClear: () => void;
  /** At the right: export, refresh. */
  actions?: ReactNode;
  children: ReactNode;
};

export function FilterBar({ activeCount, onClear, actions, children }: FilterBarProps) {
  return (
    <div role="search" aria-label="Filters" data-print="hide" className="flex flex-wrap items-center gap-2">
      {children}
      {activeCount > 0 && (
        <Button variant="ghost" onClick={onClear}>
          <X aria-hidden className="size-3.5" />
          Clear {activeCount === 1 ? "filter" : `${activeCount} filters`}
        </Button>
      )}
      {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
    </div>
  );
}
