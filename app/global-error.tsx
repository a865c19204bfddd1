"use client";

import { databaseAwayDigest } from "@/lib/platform/errors";

/** Stands alone, because the layout itself may have failed: no styles, no parts that could fail again. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  const away = error.digest === databaseAwayDigest;
  const title = away ? "The portal cannot reach its database" : "Something went wrong on our side";
  return (
    <html lang="en-GB">
      <body style={{ fontFamily: "system-ui, sans-serif", margin: "4rem auto", maxWidth: "36rem", padding: "0 1rem" }}>
        <title>{`${title} · Plinto`}</title>
        <h1>{title}</h1>
        {away ? (
          <p>Nothing was changed and nothing is lost. Wait a minute, then load the page again.</p>
        ) : (
          <>
            <p>
              Nothing was changed. Load the page again; if it happens again, tell your administrator this reference.
            </p>
            <p>
              <code>{error.digest ?? "no reference"}</code>
            </p>
          </>
        )}
        <p>
          <a href="/">Go to My work</a>
        </p>
      </body>
    </html>
  );
}
