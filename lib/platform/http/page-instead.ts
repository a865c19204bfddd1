import "server-only";
import type { AppError } from "../errors";
import { setLimitHeaders } from "../limits/headers";

/** What a page answers while the database is out of reach. */
export function databaseAwayPage(nonce: string): Response {
  return pageInstead(nonce, {
    status: 503,
    title: "The portal cannot reach its database",
    detail: "Nothing was changed and nothing is lost. Wait a minute, then load this page again.",
    hint: "If it lasts, tell your administrator.",
    retryAfter: 10,
  });
}

/** What a public page answers whoever asks too often. */
export function tooOftenPage(nonce: string, error: AppError): Response {
  const response = pageInstead(nonce, {
    status: error.status,
    title: "Too many pages were asked for",
    detail: error.message,
    hint: "Others at your address count as well.",
    retryAfter: error.details.retryAfterSeconds ?? 60,
  });
  if (error.details.limit) setLimitHeaders(response.headers, error.details.limit);
  return response;
}

type Words = { status: number; title: string; detail: string; hint: string; retryAfter: number };

/** Stands alone, needs no script, says nothing about the inside. */
function pageInstead(nonce: string, words: Words): Response {
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
<p>${words.hint}</p>
</main>
</body>
</html>
`;
  return new Response(page, {
    status: words.status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "retry-after": String(words.retryAfter),
      "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`,
    },
  });
}
