import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { APPEARANCE_SCRIPT } from "@/components/layout/appearance";
import "./globals.css";
import { Providers } from "./providers";

export const metadata: Metadata = {
  title: { default: "AI Gym", template: "%s · AI Gym" },
  description: "Routes every AI call of a team to the best model, records it, judges it and learns from it.",
  icons: { icon: "/icon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbfb" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1012" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The script below changes attributes of <html> before React wakes up.
    <html lang="en" suppressHydrationWarning>
      <body>
        <script dangerouslySetInnerHTML={{ __html: APPEARANCE_SCRIPT }} />
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
