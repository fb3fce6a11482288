import type { Metadata } from "next";
import type { ReactNode } from "react";

/** The addresses of these pages hold one-time tokens, which no other site may learn. */
export const metadata: Metadata = { referrer: "no-referrer" };

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <main className="grid min-h-dvh place-items-center p-4">{children}</main>;
}
