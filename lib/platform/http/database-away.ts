import "server-only";

const words = {
  title: "The portal cannot reach its database",
  detail: "Nothing was changed and nothing is lost. Wait a minute, then load this page again.",
};

/** What a page answers while the database is out of reach: stands alone, needs no script, says nothing about the inside. */
export function databaseAwayPage(nonce: string): Response {
  const page = `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words.title} · Plinto</title>
<style nonce="${nonce}">
body { font: 1rem/1.5 system-ui, sans-serif; margin: 4rem auto; max-width: 36rem; padding: 0 1rem; }
</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
<p>${words.detail}</p>
<p>If it lasts, tell your administrator.</p>
</main>
</body>
</html>
`;
  return new Response(page, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "retry-after": "10",
      "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`,
    },
  });
}
