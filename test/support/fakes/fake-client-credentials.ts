import { apiClientNotFound } from '../../../lambdas/modules/api-clients/api-client.ts';
import type {
  ClientCredentials,
  Credentials,
  FurtherSecret,
  NewPoolClient,
} from '../../../lambdas/modules/api-clients/client-credentials.ts';

interface Secret {
  readonly id: string;
  readonly value: string;
}

/** A user pool's clients, kept in a map: the secrets of each, oldest first. */
export class FakeClientCredentials implements ClientCredentials {
  readonly clients = new Map<string, Secret[]>();
  #made = 0;

  /** The requests, and the client that each created. */
  readonly #requests = new Map<string, string>();

  async leftBy({ requestKey }: NewPoolClient): Promise<Credentials | undefined> {
    for (const [id, key] of this.#requests)
      if (key === requestKey && this.clients.has(id))
        return { id, secret: (await this.secretOf(id)) ?? '' };
    return undefined;
  }

  async secretOf(id: string): Promise<string | undefined> {
    return this.#secretsOf(id)[0]?.value;
  }

  async create({ requestKey }: NewPoolClient): Promise<Credentials> {
    this.#made += 1;
    const id = `client${this.#made}`;
    if (requestKey !== undefined) this.#requests.set(id, requestKey);
    this.clients.set(id, [{ id: 'secret-1', value: `${id}-value-1` }]);
    return { id, secret: `${id}-value-1` };
  }

  async addSecret(id: string, kept: string | undefined): Promise<FurtherSecret> {
    await this.keepOnly(id, kept);
    this.#made += 1;
    const secret = { id: `secret-${this.#made}`, value: `${id}-value-${this.#made}` };
    this.clients.set(id, [...this.#secretsOf(id), secret]);
    return { secretId: secret.id, secret: secret.value };
  }

  async keepOnly(id: string, kept: string | undefined): Promise<void> {
    const secrets = this.#secretsOf(id);
    const staying = secrets.find((secret) => secret.id === kept) ?? secrets[0];
    this.clients.set(
      id,
      secrets.filter((secret) => secret === staying),
    );
  }

  async remove(id: string): Promise<void> {
    this.clients.delete(id);
  }

  /** Returns a function that restores the current clients. */
  save(): () => void {
    const [clients, requests] = [[...this.clients], [...this.#requests]];
    return () => {
      this.clients.clear();
      this.#requests.clear();
      for (const [id, secrets] of clients) this.clients.set(id, secrets);
      for (const [id, key] of requests) this.#requests.set(id, key);
    };
  }

  /** Returns the secrets that are valid for a client. */
  working(id: string): string[] {
    return (this.clients.get(id) ?? []).map(({ value }) => value);
  }

  #secretsOf(id: string): Secret[] {
    const secrets = this.clients.get(id);
    if (secrets === undefined) throw apiClientNotFound();
    return secrets;
  }
}
