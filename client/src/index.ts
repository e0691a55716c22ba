export { type ClientCredentials, clientCredentials } from './client-credentials.ts';
export { createFoyerClient, type FoyerClient, type FoyerClientOptions } from './foyer-client.ts';
export * from './generated/index.ts';
export { type Page, rowsOf } from './pages.ts';
export { verifyWebhook, WebhookVerificationError } from './webhooks.ts';
