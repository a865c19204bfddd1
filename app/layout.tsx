import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { earlyKeysScript } from "@/components/shell/early-keys";
import { fontVariables } from "@/components/shell/fonts";
import { Listening } from "@/components/shell/listening";
import { Providers } from "@/components/shell/providers";

export const metadata: Metadata = {
  title: { default: "Plinto Compliance Portal", template: "%s · Plinto" },
  description: "Audit, privacy, support and policies in one place, each act provable.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f8f8" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1514" },
  ],
};

/** Every page is dynamic: its scripts carry the nonce of this request. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en-GB" className={fontVariables} data-listening="false" suppressHydrationWarning>
      <body>
        {/** biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, which must run before anything is fetched */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: earlyKeysScript }} />
        <Providers nonce={nonce}>{children}</Providers>
        <Listening />
      </body>
    </html>
  );
}
