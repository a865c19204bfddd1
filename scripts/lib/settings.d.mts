export interface Settings {
  port: number;
  host: string;
  mode: "demo" | "production";
  localUrl: string;
  publicUrl: string;
  open: boolean;
  databaseUrl: string | null;
  dataFolder: string;
}

export function childEnvironment(
  settings: Settings,
  secrets: Record<string, string>,
  where: {
    databaseUrl: string;
    enginePort: number;
    witnessPort: number;
    given?: Record<string, string | undefined>;
  },
): Record<string, string | undefined>;
export const root: string;
export function readEnvFile(file?: string): void;
export function readSettings(env?: Record<string, string | undefined>): Settings;
export const jobsMemory: { flags: string[]; environment: Record<string, string> };
