export function actionsKeyOf(masterKey: string): string;
export function loadSecrets(dataFolder: string): Record<string, string>;
