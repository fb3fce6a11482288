"use client";

import { createContext, useContext, useMemo, type ReactNode } from "react";
import { knownColours, NO_KNOWN_COLOURS, type KnownColours } from "./chart-colour";

const Context = createContext<KnownColours>(NO_KNOWN_COLOURS);

/** Tells every chart and list below which series there are, the oldest first, so that each keeps its colour everywhere. */
export function KnownColoursProvider({ keys, children }: { keys: readonly string[]; children: ReactNode }) {
  const known = useMemo(() => knownColours(keys), [keys]);
  return <Context value={known}>{children}</Context>;
}

export const useKnownColours = (): KnownColours => useContext(Context);
