export function loadSecrets(dataFolder: string): Record<string, string>;
