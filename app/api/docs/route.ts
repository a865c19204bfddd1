import { limited } from "@/lib/platform/http/limited";

/** A browsable reference of the REST interface, from the package `swagger-ui-dist` on this very server. */
export const GET = limited((request) => {
  const nonce = request.headers.get("x-nonce") ?? "";
  const page = `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>REST reference · Plinto</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<main id="reference"></main>
<script nonce="${nonce}" src="/api/docs/swagger-ui-bundle.js"></script>
<script nonce="${nonce}">SwaggerUIBundle({ url: "/api/openapi", dom_id: "#reference", deepLinking: true, tryItOutEnabled: false });</script>
</body>
</html>`;
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
});
