import { useEffect, useRef } from "react";
import { makeKeyMatcher } from "./match-keys";

/** Runs actions on keys while mounted: `useShortcuts({ j: next, "g e": openExecutions, "mod+k": openPalette })`. */
export function useShortcuts(actions: Record<string, () => void>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  useEffect(() => {
    const match = makeKeyMatcher();
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.key === undefined) return;
      const press = {
        key: event.key,
        isMod: event.metaKey || event.ctrlKey,
        isAlt: event.altKey,
        isTyping: isTypingTarget(event.target),
        atMs: event.timeStamp,
      };
      const binding = match(press, Object.keys(latest.current));
      if (binding === null) return;
      event.preventDefault();
      latest.current[binding]?.();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isTypingTarget(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}
