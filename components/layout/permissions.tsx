"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { Me } from "@/lib/auth/schemas";

type Scope = Me["scopes"][number];

const Context = createContext<readonly Scope[]>([]);

/** What the signed-in person may do, for everything below. The server checks again; this keeps what it would refuse off the page. */
export function Permissions({ scopes, children }: { scopes: readonly Scope[]; children: ReactNode }) {
  return <Context value={scopes}>{children}</Context>;
}

export const useMay = (scope: Scope): boolean => useContext(Context).includes(scope);

/** Stands where controls would be that this person may not use. */
export const LOOK_ONLY = "Your role may look, but not change this. Members, admins and owners may.";
