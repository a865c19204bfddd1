import { readFile } from "node:fs/promises";
import path from "node:path";
import { limited } from "@/lib/platform/http/limited";

const assets: Record<string, string> = { "swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript" };

export const GET = limited(async (_request, { params }: { params: Promise<{ asset: string }> }) => {
  const { asset } = await params;
  const type = Object.hasOwn(assets, asset) ? assets[asset] : undefined;
  if (!type) return new Response("Not found", { status: 404 });
  const bytes = await readFile(path.join(process.cwd(), "node_modules/swagger-ui-dist", asset));
  return new Response(bytes, { headers: { "content-type": type, "cache-control": "public, max-age=86400" } });
});
