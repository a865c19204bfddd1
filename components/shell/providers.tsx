"use client";

import { ThemeProvider } from "next-themes";
import { type ReactNode, useState } from "react";
import { Toaster } from "../ui/toaster";

/** Once in the body of the root layout. `nonce` is the request's, for the theme script and for scroll locks. */
export function Providers({ nonce, children }: { nonce?: string; children: ReactNode }) {
  // Only the first counts: after an action the layout brings the nonce of another request, which this document does not know.
  const [first] = useState(nonce);
  // Read by get-nonce, through which open dialogs add the <style> that stops the page behind from scrolling.
  if (typeof window !== "undefined" && first)
    (globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ ??= first;
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      enableColorScheme={false}
      disableTransitionOnChange
      storageKey="plinto-theme"
      nonce={first}
    >
      {children}
      <Toaster />
    </ThemeProvider>
  );
}
