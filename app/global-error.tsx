"use client";

/** Stands alone, because the layout itself may have failed: no styles, no parts that could fail again. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en-GB">
      <body style={{ fontFamily: "system-ui, sans-serif", margin: "4rem auto", maxWidth: "36rem", padding: "0 1rem" }}>
        <title>Something went wrong · Plinto</title>
        <h1>Something went wrong on our side</h1>
        <p>Nothing was changed. Load the page again; if it happens again, tell your administrator this reference.</p>
        <p>
          <code>{error.digest ?? "no reference"}</code>
        </p>
        <p>
          <a href="/">Go to My work</a>
        </p>
      </body>
    </html>
  );
}
