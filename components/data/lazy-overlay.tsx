"use client";

import { lazy, Suspense, useState, type ComponentType, type JSX } from "react";

/**
 * A dialog or drawer whose code is fetched when it first opens, because most visits open none: what it is made of
 * weighs 20 kB. It stays afterwards, so that closing is its own affair.
 */
export function lazyOverlay<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  isOpen: (props: Props) => boolean,
): (props: Props) => JSX.Element | null {
  const Loaded = lazy<ComponentType<Props>>(async () => ({ default: await load() }));
  return function LazyOverlay(props: Props) {
    const [isWanted, setIsWanted] = useState(false);
    if (!isWanted && isOpen(props)) setIsWanted(true);
    if (!isWanted) return null;
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
