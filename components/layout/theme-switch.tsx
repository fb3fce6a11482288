"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { cn } from "@/components/ui/cn";
import { appearance, THEMES, type Theme } from "./appearance";

const LOOKS = {
  system: { label: "Like the system", icon: Monitor },
  light: { label: "Light", icon: Sun },
  dark: { label: "Dark", icon: Moon },
} as const satisfies Record<Theme, unknown>;

export function ThemeSwitch() {
  const current = useSyncExternalStore(appearance.subscribe, appearance.theme, () => null);
  return (
    <div role="radiogroup" aria-label="Theme" className="inline-flex rounded-md border bg-surface-muted p-0.5">
      {THEMES.map((theme) => {
        const { label, icon: Icon } = LOOKS[theme];
        return (
          <label
            key={theme}
            title={label}
            className={cn(
              "grid size-6 cursor-pointer place-items-center rounded-sm text-muted-foreground hover:text-foreground has-focus-visible:outline-2 has-focus-visible:outline-ring pointer-coarse:size-11",
              theme === current && "bg-surface text-foreground shadow-card",
            )}
          >
            <input
              type="radio"
              name="theme"
              value={theme}
              checked={theme === current}
              onChange={() => appearance.setTheme(theme)}
              className="sr-only"
            />
            <Icon aria-hidden className="size-3.5" />
            <span className="sr-only">{label}</span>
          </label>
        );
      })}
    </div>
  );
}
