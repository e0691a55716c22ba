export { clientCredentials, type ClientCredentials } from './client-credentials.ts';
export { createFoyerClient, type FoyerClient, type FoyerClientOptions } from './foyer-client.ts';
export { rowsOf, type Page } from './pages.ts';
export { verifyWebhook, WebhookVerificationError } from './webhooks.ts';
export * from './generated/index.ts';
